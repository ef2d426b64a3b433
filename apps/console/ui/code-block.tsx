'use client';
import { CopyButton } from './copy-id';
import styles from './code-block.module.css';

/** Text to be copied as it stands: a command, a snippet, a document. */
export function CodeBlock({ code, what }: { readonly code: string; readonly what: string }) {
  return (
    <div className={styles['block']}>
      {/* It scrolls, so it has to be reachable with the keyboard. */}
      <pre tabIndex={0} aria-label={what} dir="ltr">
        <code>{code}</code>
      </pre>
      <CopyButton value={code} what={what} />
    </div>
  );
}
