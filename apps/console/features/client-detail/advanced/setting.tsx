'use client';
import { useId, type ReactNode } from 'react';
import { Badge } from '../../../ui/badge';
import styles from '../fields.module.css';
import { Risk } from '../risk';

export interface SettingProps {
  /** In the words of the API: links lead to it. */
  readonly member: string;
  readonly name: string;
  readonly what: ReactNode;
  /** Whether the client says something of its own. */
  readonly overridden: boolean;
  /** What applies otherwise: `10 min, from the server`. */
  readonly inherited: string;
  readonly onReset: () => void;
  readonly risk: ReactNode;
  readonly children: ReactNode;
}

/** One setting: what it is, whether it is the client's own or inherited, and what a change can break. */
export function Setting({ member, name, what, overridden, inherited, onReset, risk, children }: SettingProps) {
  const heading = useId();
  return (
    <div className={styles['setting']} role="group" aria-labelledby={heading} data-members={member}>
      <div className={styles['head']}>
        <strong id={heading}>{name}</strong>
        {overridden ? <Badge tone="note">overridden</Badge> : <Badge>inherited</Badge>}
        {overridden && (
          <button type="button" className={styles['reset']} onClick={onReset}>
            Reset <span className="gh-hidden">{name}</span> to {inherited}
          </button>
        )}
      </div>
      <p className={styles['hint']}>{what}</p>
      {children}
      <Risk>{risk}</Risk>
    </div>
  );
}
