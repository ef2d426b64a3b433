'use client';
import { Button } from '@mantine/core';
import { CodeBlock } from '../../ui/code-block';
import { Dialog } from '../../ui/dialog';
import { filterQuery, type AuditFilters } from './audit-api';
import styles from './audit.module.css';
import { useCheckpoints } from './integrity-line';

/** Downloads of exactly what the filters match. They are links, so that a long export never fills this page's memory. */
export function ExportDialog({ filters, onClose }: { readonly filters: AuditFilters; readonly onClose: () => void }) {
  const key = useCheckpoints();
  const href = (format: string) => `/bff/admin/v1/audit/export?${filterQuery(filters, { format })}`;
  const filtered = Object.values(filters).some(Boolean);
  return (
    <Dialog title="Export the log" onClose={onClose}>
      <p className={styles['lead']}>
        {filtered
          ? 'Everything that the current filters match, on every page, the oldest first.'
          : 'The whole log, the oldest first. Set filters before to export less.'}{' '}
        The export itself is written to the log.
      </p>
      <div className={styles['exports']}>
        <section>
          <h3>CSV</h3>
          <p>For spreadsheets. A cell that would be a formula begins with an apostrophe.</p>
          <Button component="a" href={href('csv')} download variant="default">
            Download CSV
          </Button>
        </section>
        <section>
          <h3>JSONL</h3>
          <p>
            For archives and auditors: it is signed, and proves that no event in it was edited, left out, moved or cut
            off.
          </p>
          <Button component="a" href={href('jsonl')} download variant="default">
            Download JSONL
          </Button>
        </section>
      </div>
      <h3>Check a JSONL export anywhere</h3>
      <p>
        The script <code>verify-bundle.mjs</code> in <code>libs/audit</code> of Gatehouse needs Node.js and nothing
        else. It ends with 1 and names the line when something is wrong.
      </p>
      <CodeBlock
        what="command"
        code={`node verify-bundle.mjs gatehouse-audit.jsonl --key ${key.data?.key.key_id ?? 'KEY_ID'}`}
      />
    </Dialog>
  );
}
