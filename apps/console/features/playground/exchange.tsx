'use client';
import Link from 'next/link';
import { Badge } from '../../ui/badge';
import { CodeBlock } from '../../ui/code-block';
import { Note } from '../../ui/problem-alert';
import styles from './playground.module.css';
import type { ExchangeView, JudgedFact } from './run-api';

/** A request as a command line, and what was answered. Secrets and tokens stand as names. */
export function Exchange({ exchange, what }: { readonly exchange: ExchangeView; readonly what: string }) {
  const { curl, status, answer, error, reference } = exchange;
  return (
    <>
      {error && (
        <Note tone="bad" title={`Refused: ${error.code}`}>
          {error.description}{' '}
          {reference !== null && (
            <Link href={`/errors/${reference}`} prefetch={false}>
              Why {reference} failed
            </Link>
          )}
        </Note>
      )}
      <details>
        <summary>
          Request and answer<span className="gh-hidden"> of {what}</span> ({status})
        </summary>
        <div className={styles['exchange']}>
          <CodeBlock code={curl} what={`Request: ${what}`} />
          {answer && <CodeBlock code={JSON.stringify(answer, null, 2)} what={`Answer: ${what}`} />}
          {!answer && <p className={styles['soft']}>The answer was no JSON: a page for people, or nothing at all.</p>}
        </div>
      </details>
    </>
  );
}

/** What was looked at. */
export function Judged({ facts }: { readonly facts: readonly JudgedFact[] }) {
  if (facts.length === 0) return null;
  return (
    <ul className={styles['judged']}>
      {facts.map(({ passed, text }) => (
        <li key={text}>
          <Badge tone={passed ? 'good' : 'bad'}>{passed ? 'right' : 'wrong'}</Badge>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
