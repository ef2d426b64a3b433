'use client';
import Link from 'next/link';
import { CopyButton } from '../../ui/copy-id';
import { auditHref, type AuditEvent } from './audit-api';
import styles from './audit.module.css';

const ID = /("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")/;

/** The event as the API has it. Each id in it leads to everything that mentions it. */
export function RawEvent({ event }: { readonly event: AuditEvent }) {
  const text = JSON.stringify(event, undefined, 2);
  return (
    <section>
      <div className={styles['rawHead']}>
        <h3>As JSON</h3>
        <CopyButton value={text} what="event" />
      </div>
      {/* It scrolls, so it has to be reachable with the keyboard. */}
      <pre className={styles['raw']} tabIndex={0} aria-label="The event as JSON" dir="ltr">
        {text.split(ID).map((piece, index) =>
          ID.test(piece) ? (
            <span key={index}>
              &quot;
              <Link href={auditHref({ mentions: piece.slice(1, -1) })} prefetch={false} title="Events that mention it">
                {piece.slice(1, -1)}
              </Link>
              &quot;
            </span>
          ) : (
            piece
          ),
        )}
      </pre>
    </section>
  );
}
