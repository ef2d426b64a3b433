'use client';
import type { AuditEvent } from './audit-api';
import styles from './audit.module.css';
import { Name } from './name';
import { sentenceOf } from './sentence';

/** An event in a sentence, with the names of who is in it. */
export function EventSentence({ event }: { readonly event: AuditEvent }) {
  return (
    <span className={styles['sentence']}>
      {sentenceOf(event).map((part, index) =>
        typeof part === 'string' ? (
          <span key={index}>{part}</span>
        ) : (
          <strong key={index}>
            <Name named={part} />
          </strong>
        ),
      )}
    </span>
  );
}
