'use client';
/** Follows the log: what happens from now on, kept back while somebody reads. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AuditEvent } from './audit-api';
import { EMPTY_TAIL, receive, reveal, type TailBuffer } from './tail-buffer';

/** Milliseconds: what arrives together comes onto the page together. */
const TOGETHER = 250;
/** Milliseconds between two sentences to screen readers. */
const SAY_EVERY = 10_000;

export interface Tail {
  readonly buffer: TailBuffer;
  /** `lost`: the server ended it, and asking again is up to the reader. */
  readonly state: 'off' | 'connecting' | 'live' | 'lost';
  /** Puts what waits on the page. */
  readonly show: () => void;
  readonly retry: () => void;
  /** For screen readers: what has come, said now and then. */
  readonly said: string;
}

interface TailOptions {
  readonly live: boolean;
  /** What arrives waits. */
  readonly paused: boolean;
  /** The filters as the API takes them. */
  readonly query: string;
  /** The list has to be read again: more may have happened than is known here. */
  readonly onGap: () => void;
}

export function useTail({ live, paused, query, onGap }: TailOptions): Tail {
  const [held, setHeld] = useState({ query, buffer: EMPTY_TAIL });
  const [state, setState] = useState<'connecting' | 'live' | 'lost'>('connecting');
  const [attempt, setAttempt] = useState(0);
  const [said, setSaid] = useState('');
  const current = useRef({ query, buffer: EMPTY_TAIL });
  const unsaid = useRef({ count: 0, saidAt: 0 });

  const update = useCallback(
    (step: (buffer: TailBuffer) => TailBuffer) => {
      const before = current.current.query === query ? current.current.buffer : EMPTY_TAIL;
      const after = step(before);
      if (after === before && current.current.query === query) return;
      current.current = { query, buffer: after };
      setHeld(current.current);
    },
    [query],
  );
  const show = useCallback(() => {
    let gap = false;
    update((before) => {
      const after = reveal(before);
      gap = after.overflowed;
      // Read again from the top, the list holds all of it.
      return gap ? EMPTY_TAIL : after;
    });
    if (gap) onGap();
  }, [update, onGap]);

  useEffect(() => {
    if (!live) return;
    const source = new EventSource(`/bff/admin/v1/audit/stream?${query}`);
    let batch: AuditEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      timer = undefined;
      const arrived = batch;
      batch = [];
      unsaid.current.count += arrived.length;
      update((before) => receive(before, arrived));
    };
    source.addEventListener('open', () => {
      setState('live');
      // Between reading the list and following it, something may have happened.
      onGap();
    });
    source.addEventListener('audit', (message: MessageEvent<string>) => {
      batch.push(JSON.parse(message.data) as AuditEvent);
      timer ??= setTimeout(take, TOGETHER);
    });
    source.addEventListener('error', () => setState(source.readyState === EventSource.CLOSED ? 'lost' : 'connecting'));
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [live, query, attempt, update, onGap]);

  useEffect(() => {
    if (!live || paused) return;
    const timer = setInterval(show, TOGETHER);
    return () => clearInterval(timer);
  }, [live, paused, show]);

  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => {
      const { count, saidAt } = unsaid.current;
      if (count === 0 || performance.now() - saidAt < SAY_EVERY) return;
      unsaid.current = { count: 0, saidAt: performance.now() };
      setSaid(count === 1 ? '1 new event' : `${count} new events`);
    }, 1_000);
    return () => clearInterval(timer);
  }, [live]);

  return {
    buffer: live && held.query === query ? held.buffer : EMPTY_TAIL,
    state: live ? state : 'off',
    show,
    retry: () => {
      setState('connecting');
      setAttempt((before) => before + 1);
    },
    said: live ? said : '',
  };
}
