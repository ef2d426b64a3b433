import { ApiProblem } from './admin-api';
import styles from './problem-alert.module.css';

/** Why something was refused, with the reference that an operator finds in the log. Takes the focus of screen readers. */
export function ProblemAlert({ error }: { readonly error: Error | null | undefined }) {
  if (!error) return null;
  const problem = error instanceof ApiProblem ? error : undefined;
  const others = problem?.errors.filter(({ detail }) => detail !== '') ?? [];
  return (
    <div className={styles['alert']} role="alert">
      <strong>{problem?.title ?? 'That did not work'}</strong>
      <p>{problem ? problem.detail : error.message}</p>
      {others.length > 0 && (
        <ul>
          {others.map(({ pointer, detail, fix }, index) => (
            <li key={index}>
              {pointer && <code>{pointer}</code>} {detail} {fix}
            </li>
          ))}
        </ul>
      )}
      {problem?.reference && (
        <p>
          Reference <code>{problem.reference}</code>
        </p>
      )}
    </div>
  );
}

/** A remark that is no error: what to know before going on. */
export function Note({
  tone = 'note',
  title,
  children,
}: {
  readonly tone?: 'note' | 'doubt' | 'bad' | 'good';
  readonly title?: string;
  readonly children: React.ReactNode;
}) {
  return (
    <div className={styles['alert']} data-tone={tone} role="note">
      {title && <strong>{title}</strong>}
      <div>{children}</div>
    </div>
  );
}
