'use client';
/** The state of a form over something that the API keeps: what was read, what was changed, and who was faster. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem, type Tagged } from './admin-api';
import { announce } from './announcer';

export interface Editor<Draft extends object> {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /** Names of the members that differ. */
  readonly changed: readonly (keyof Draft & string)[];
  readonly discard: () => void;
  readonly save: () => void;
  readonly saving: boolean;
  readonly error: Error | null;
  /** Somebody saved in between: theirs beside ours. Undefined when nobody did. */
  readonly conflict: Conflict<Draft> | undefined;
}

export interface Conflict<Draft extends object> {
  readonly theirs: Draft;
  /** Members that both sides changed. */
  readonly members: readonly (keyof Draft & string)[];
  /** Goes on with our values for `members` on top of theirs. */
  readonly keepMine: () => void;
  /** Takes theirs for `members` and keeps our other changes. */
  readonly takeTheirs: () => void;
  /** Decides later: our changes stay in the form, and the next save asks again. */
  readonly dismiss: () => void;
}

export interface EditorOptions<Stored, Draft extends object> {
  readonly stored: Tagged<Stored>;
  /** The part of it that this form edits. */
  readonly draftOf: (stored: Stored) => Draft;
  /** Sends the changed members. @throws ApiProblem 412 when somebody was faster */
  readonly send: (part: Partial<Draft>, etag: string) => Promise<Tagged<Stored>>;
  /** Reads it again, for the comparison. */
  readonly read: () => Promise<Tagged<Stored>>;
  /** Tells the rest of the page what is stored now. */
  readonly onStored: (stored: Tagged<Stored>) => void;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function changedMembers<Draft extends object>(from: Draft, to: Draft): (keyof Draft & string)[] {
  return (Object.keys(to) as (keyof Draft & string)[]).filter((name) => !same(from[name], to[name]));
}

/** Whether a member that is being edited differs between two states. */
function isTouched<Draft extends object>(before: Draft, after: Draft, edits: Partial<Draft>): boolean {
  return (Object.keys(edits) as (keyof Draft & string)[]).some((name) => !same(before[name], after[name]));
}

/** One save for one concern: only what was changed is sent, and nobody's change is overwritten unseen. RFC 9110 §13.1.1. */
export function useEditor<Stored, Draft extends object>(options: EditorOptions<Stored, Draft>): Editor<Draft> {
  const { stored, draftOf, send, read, onStored } = options;
  const [edits, setEdits] = useState<Partial<Draft>>({});
  // What was stored when these edits began. A later read must not lend its tag to edits that were made without it.
  const [seen, setSeen] = useState<Tagged<Stored>>();
  const overtaken = seen !== undefined && isTouched(draftOf(seen.value), draftOf(stored.value), edits);
  const ground = overtaken ? seen : stored;
  const base = draftOf(ground.value);
  const [theirs, setTheirs] = useState<Tagged<Stored>>();
  const draft = { ...base, ...edits };
  const changed = changedMembers(base, draft);

  const mutation = useMutation({
    mutationFn: async ({ part, etag }: { part: Partial<Draft>; etag: string }) => send(part, etag),
    onSuccess: (now) => {
      setEdits({});
      setSeen(undefined);
      setTheirs(undefined);
      onStored(now);
      announce('Saved');
    },
    onError: async (error) => {
      if (error instanceof ApiProblem && error.status === 412) setTheirs(await read());
    },
  });

  const partOf = (names: readonly (keyof Draft & string)[]): Partial<Draft> =>
    Object.fromEntries(names.map((name) => [name, draft[name]])) as Partial<Draft>;
  const resolve = (now: Tagged<Stored>, part: Partial<Draft>) => {
    onStored(now);
    setTheirs(undefined);
    setEdits(part);
    setSeen(now);
    mutation.reset();
    if (Object.keys(part).length > 0) mutation.mutate({ part, etag: now.etag });
  };
  const theirDraft = theirs && draftOf(theirs.value);
  const members = theirDraft
    ? changed.filter((name) => !same(base[name], theirDraft[name]) && !same(draft[name], theirDraft[name]))
    : [];

  return {
    draft,
    change: (part) => {
      setSeen((before) => before ?? stored);
      setEdits((before) => ({ ...before, ...part }));
    },
    changed,
    discard: () => {
      setEdits({});
      setSeen(undefined);
      setTheirs(undefined);
      mutation.reset();
    },
    save: () => mutation.mutate({ part: partOf(changed), etag: ground.etag }),
    saving: mutation.isPending,
    error: theirs ? null : mutation.error,
    conflict:
      theirs && theirDraft
        ? {
            theirs: theirDraft,
            members,
            keepMine: () => resolve(theirs, partOf(changed)),
            takeTheirs: () => resolve(theirs, partOf(changed.filter((name) => !members.includes(name)))),
            dismiss: () => {
              setTheirs(undefined);
              mutation.reset();
            },
          }
        : undefined,
  };
}
