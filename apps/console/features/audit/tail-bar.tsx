'use client';
/** The state of the live tail in words, its pauses, and how many events wait. */
import { Button } from '@mantine/core';
import { type FocusEvent, useEffect, useState } from 'react';
import styles from './audit.module.css';
import type { Tail } from './use-tail';

/** Pixels: whoever has scrolled further is reading. */
const SCROLLED = 320;

export interface Pauses {
  /** Why nothing moves at the moment; undefined when it does. */
  readonly reason: 'button' | 'reading' | 'scrolled' | 'drawer' | undefined;
  readonly byButton: boolean;
  readonly toggle: () => void;
  /** For the element around the list. */
  readonly whileReading: {
    readonly onMouseEnter: () => void;
    readonly onMouseLeave: () => void;
    readonly onFocus: () => void;
    readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
}

export function usePauses(isDrawerOpen: boolean): Pauses {
  const [byButton, setByButton] = useState(false);
  const [pointing, setPointing] = useState(false);
  const [focused, setFocused] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  useEffect(() => {
    const look = () => setScrolled(window.scrollY > SCROLLED);
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, []);
  const reason = byButton
    ? 'button'
    : isDrawerOpen
      ? 'drawer'
      : scrolled
        ? 'scrolled'
        : pointing || focused
          ? 'reading'
          : undefined;
  return {
    reason,
    byButton,
    toggle: () => setByButton((before) => !before),
    whileReading: {
      onMouseEnter: () => setPointing(true),
      onMouseLeave: () => setPointing(false),
      onFocus: () => setFocused(true),
      onBlur: ({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget)),
    },
  };
}

const REASONS: Readonly<Record<NonNullable<Pauses['reason']>, string>> = {
  button: 'Paused',
  reading: 'Paused while you are in the list',
  scrolled: 'Paused while you are further down',
  drawer: 'Paused while an event is open',
};

export function TailBar({ tail, pauses }: { readonly tail: Tail; readonly pauses: Pauses }) {
  const { state, buffer, show, retry, said } = tail;
  const { unseen } = buffer;
  const words =
    state === 'lost'
      ? 'The server has ended the live view'
      : state === 'connecting'
        ? 'Connecting …'
        : pauses.reason
          ? REASONS[pauses.reason]
          : 'Live: new events appear by themselves';
  return (
    <div className={styles['tail']} data-state={state} data-paused={pauses.reason !== undefined || undefined}>
      <span className={styles['pulse']} aria-hidden="true" />
      <span>{words}</span>
      {state === 'lost' ? (
        <Button size="xs" variant="default" onClick={retry}>
          Follow again
        </Button>
      ) : (
        <Button size="xs" variant="default" onClick={pauses.toggle}>
          {pauses.byButton ? 'Go on' : 'Pause'}
        </Button>
      )}
      {unseen > 0 && pauses.reason !== undefined && (
        <button
          type="button"
          className={styles['pill']}
          onClick={() => {
            show();
            window.scrollTo({ top: 0 });
          }}
        >
          {unseen.toLocaleString('en-GB')} new
        </button>
      )}
      <span role="status" className="gh-hidden">
        {said}
      </span>
    </div>
  );
}
