import type { ReactNode } from 'react';
import styles from './badge.module.css';

export type Tone = 'good' | 'doubt' | 'bad' | 'note' | 'quiet';

/** A state in one word. The word says it; the colour only helps. */
export function Badge({ tone = 'quiet', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={styles['badge']} data-tone={tone}>
      {children}
    </span>
  );
}

const STATES: Readonly<Record<string, Tone>> = {
  active: 'good',
  enabled: 'good',
  live: 'good',
  success: 'good',
  passed: 'good',
  used: 'quiet',
  rotated: 'quiet',
  expired: 'quiet',
  ended: 'quiet',
  retired: 'quiet',
  retiring: 'doubt',
  announced: 'note',
  disabled: 'doubt',
  pending: 'doubt',
  revoked: 'bad',
  reused: 'bad',
  refused: 'bad',
  failed: 'bad',
};

/** The state of a token, client, session, key or event in its usual colour. */
export function StateBadge({ state }: { readonly state: string }) {
  return <Badge tone={STATES[state] ?? 'quiet'}>{state.replaceAll('_', ' ')}</Badge>;
}

const GRADES: Readonly<Record<string, Tone>> = { A: 'good', B: 'good', C: 'doubt', D: 'doubt', E: 'bad', F: 'bad' };

/** The linter's grade of a client. */
export function GradeBadge({ grade }: { readonly grade: string }) {
  return (
    <Badge tone={GRADES[grade] ?? 'quiet'}>
      <span className="gh-hidden">Security grade </span>
      {grade}
    </Badge>
  );
}
