'use client';
import { parseAsInteger, useQueryState, useQueryStates } from 'nuqs';
import { DRAFT, type Draft } from './draft';

export const STEPS = 4;

export interface Wizard {
  readonly draft: Draft;
  /** Null forgets a member, and brings its default back. */
  readonly change: (part: { readonly [Member in keyof Draft]?: Draft[Member] | null }) => void;
  /** 1 to 4. */
  readonly step: number;
  /** The Back button of the browser goes one screen back as well. */
  readonly go: (step: number) => void;
}

/** Reads and writes the draft in the address: a reload keeps everything. */
export function useDraft(): Wizard {
  const [step, setStep] = useQueryState('step', parseAsInteger.withDefault(1).withOptions({ history: 'push' }));
  const [draft, setDraft] = useQueryStates(DRAFT, { history: 'replace' });
  return {
    draft,
    change: (part) => void setDraft(part),
    step: Math.min(Math.max(step, 1), draft.kind === null ? 1 : STEPS),
    go: (next) => void setStep(next),
  };
}
