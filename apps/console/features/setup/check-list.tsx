import { Badge, type Tone } from '../../ui/badge';
import type { EnvironmentCheck } from '../../ui/first-steps';
import styles from './set-up.module.css';

const LEVELS: Readonly<Record<EnvironmentCheck['level'], { readonly tone: Tone; readonly word: string }>> = {
  good: { tone: 'good', word: 'Fine' },
  doubt: { tone: 'doubt', word: 'Look at this' },
  bad: { tone: 'bad', word: 'Put this right' },
};

/** What was looked at, what was found, and what to do about it. */
export function CheckList({ checks }: { readonly checks: readonly EnvironmentCheck[] }) {
  return (
    <ul className={styles['checks']}>
      {checks.map(({ id, level, title, text, fix }) => (
        <li key={id} data-level={level}>
          <div className={styles['checkHead']}>
            <h3>{title}</h3>
            <Badge tone={LEVELS[level].tone}>{LEVELS[level].word}</Badge>
          </div>
          <p>{text}</p>
          {fix !== undefined && (
            <p className={styles['fix']}>
              <strong>What to do:</strong> {fix}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
