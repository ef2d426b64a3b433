'use client';
import { StateBadge } from '../../ui/badge';
import { columnsOf } from '../../ui/data-table';
import { Time } from '../../ui/time';
import type { AuditEvent } from './audit-api';
import styles from './audit.module.css';
import { EventSentence } from './event-sentence';
import { Name } from './name';

const column = columnsOf<AuditEvent>();

export const AUDIT_COLUMNS = [
  column.display({
    id: 'event',
    header: 'What happened',
    meta: { width: 'wide' },
    cell: ({ row }) => <EventSentence event={row.original} />,
  }),
  column.display({
    id: 'outcome',
    header: 'Outcome',
    meta: { width: 'tight' },
    cell: ({ row }) => <StateBadge state={row.original.outcome} />,
  }),
  column.display({
    id: 'actor',
    header: 'Actor',
    meta: { minor: true },
    cell: ({ row }) => <Name named={row.original.actor} />,
  }),
  column.display({
    id: 'target',
    header: 'Target',
    meta: { minor: true },
    cell: ({ row }) => (row.original.target ? <Name named={row.original.target} /> : '–'),
  }),
  column.display({
    id: 'ip',
    header: 'Address',
    meta: { width: 'tight' },
    cell: ({ row }) => <span dir="ltr">{row.original.ip ?? '–'}</span>,
  }),
  column.display({
    id: 'reference',
    header: 'Reference',
    meta: { width: 'tight', minor: true },
    cell: ({ row }) => (row.original.reference ? <code className={styles['ref']}>{row.original.reference}</code> : '–'),
  }),
  column.display({
    id: 'at',
    header: 'When',
    meta: { width: 'tight' },
    cell: ({ row }) => <Time at={row.original.at} />,
  }),
];
