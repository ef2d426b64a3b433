'use client';
import type { AuditEvent } from './audit-api';
import styles from './audit.module.css';

const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

const shown = (value: unknown): string =>
  value === null || value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);

/** What an event changed, member by member; nothing for events that change nothing. */
export function Difference({ event }: { readonly event: AuditEvent }) {
  const before = asObject(event.detail['before']);
  const after = asObject(event.detail['after']);
  if (!before && !after) return null;
  const members = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (members.length === 0) return null;
  return (
    <section>
      <h3>What changed</h3>
      <table className={styles['difference']}>
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member}>
              <th scope="row">{member}</th>
              <td>
                <Value value={before?.[member]} other={after?.[member]} kind="del" />
              </td>
              <td>
                <Value value={after?.[member]} other={before?.[member]} kind="ins" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ValueProps {
  readonly value: unknown;
  readonly other: unknown;
  /** Marks what the other side does not have. */
  readonly kind: 'ins' | 'del';
}

/** A value; of a list each entry, with those marked that only this side has. */
function Value({ value, other, kind: Mark }: ValueProps) {
  if (value === null || value === undefined) return <span className={styles['unset']}>not set</span>;
  if (!Array.isArray(value)) return <Mark>{shown(value)}</Mark>;
  if (value.length === 0) return <span className={styles['unset']}>empty</span>;
  const others = new Set(Array.isArray(other) ? other.map(shown) : []);
  return (
    <ul>
      {value.map((entry, index) => (
        <li key={index}>{others.has(shown(entry)) ? shown(entry) : <Mark>{shown(entry)}</Mark>}</li>
      ))}
    </ul>
  );
}
