import { Badge, StateBadge } from '../../ui/badge';
import type { Shape } from '../../ui/admin-api';
import { type Columns, columnsOf } from '../../ui/data-table';
import { DeviceName } from '../../ui/device-name';
import { methodName, sessionEnd } from '../../ui/session-words';
import { Time } from '../../ui/time';
import styles from './sessions.module.css';

export type Session = Shape<'SessionAnswer'>;
const column = columnsOf<Session>();

/** `100+`, where the API stops counting. */
export const upTo = ({ count, more }: Shape<'SessionCountAnswer'>): string => `${count}${more ? '+' : ''}`;

export const SESSION_COLUMNS: Columns<Session> = [
  column.display({
    id: 'user',
    header: 'User',
    cell: ({ row: { original: session } }) => (
      <span className={styles['who']}>
        {session.username ?? 'a deleted user'}
        {session.own && <Badge tone="note">your session</Badge>}
      </span>
    ),
  }),
  column.display({
    id: 'device',
    header: 'Device',
    cell: ({ row: { original: session } }) => (
      <span title={session.user_agent ?? undefined}>
        <DeviceName userAgent={session.user_agent} />
      </span>
    ),
  }),
  column.display({ id: 'ip', header: 'Address', cell: ({ row: { original: session } }) => session.ip ?? '–' }),
  column.display({
    id: 'methods',
    header: 'Methods',
    meta: { minor: true },
    cell: ({ row: { original: session } }) => session.amr.map(methodName).join(', ') || '–',
  }),
  column.display({
    id: 'started',
    header: 'Started',
    meta: { width: 'tight' },
    cell: ({ row: { original: session } }) => <Time at={session.started_at} />,
  }),
  column.display({
    id: 'seen',
    header: 'Last seen',
    meta: { width: 'tight' },
    cell: ({ row: { original: session } }) => <Time at={session.last_seen_at} />,
  }),
  column.display({
    id: 'approvals',
    header: 'Approvals',
    meta: { width: 'tight', align: 'end' },
    cell: ({ row: { original: session } }) => upTo(session.families),
  }),
  column.display({
    id: 'state',
    header: 'State',
    cell: ({ row: { original: session } }) => <SessionState session={session} />,
  }),
];

/** The state, and why it is not live any more. */
export function SessionState({ session }: { readonly session: Session }) {
  return (
    <span className={styles['state']}>
      <StateBadge state={session.state} />
      {session.end_reason !== null && <small>{sessionEnd(session.end_reason)}</small>}
    </span>
  );
}
