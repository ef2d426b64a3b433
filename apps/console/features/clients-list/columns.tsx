'use client';
import dynamic from 'next/dynamic';
import type { Shape } from '../../ui/admin-api';
import { Badge, StateBadge } from '../../ui/badge';
import { columnsOf, type Columns } from '../../ui/data-table';
import { Time } from '../../ui/time';
import styles from './clients-list.module.css';
import { SelectClient } from './selection';
import { KINDS, METHODS } from './words';

export type Client = Shape<'ClientAnswer'>;

const column = columnsOf<Client>();

const isExactly = ({ client_id: id, client_name: name }: Client, text: string): boolean =>
  text !== '' && (id === text || name.toLowerCase() === text.toLowerCase());

// The linter comes after the rows.
const Grade = dynamic(() => import('./grade').then((module) => module.Grade), { ssr: false });

/** @param search what was looked for, so that an exact match can say so */
export function clientColumns(search: string): Columns<Client> {
  return [
    column.display({
      id: 'name',
      header: 'Client',
      meta: { width: 'wide' },
      cell: ({ row: { original: client } }) => (
        <span className={styles['name']}>
          <span>
            {client.client_name} {isExactly(client, search.trim()) && <Badge tone="note">exact match</Badge>}
          </span>
          <code dir="ltr">{client.client_id}</code>
        </span>
      ),
    }),
    column.display({
      id: 'kind',
      header: 'Kind',
      meta: { width: 'tight' },
      cell: ({ row }) => KINDS[row.original.application_type],
    }),
    column.display({
      id: 'state',
      header: 'State',
      meta: { width: 'tight' },
      cell: ({ row }) => <StateBadge state={row.original.state} />,
    }),
    column.display({
      id: 'grade',
      header: 'Grade',
      meta: { width: 'tight' },
      cell: ({ row }) => <Grade key={row.original.updated_at} client={row.original} />,
    }),
    column.display({
      id: 'authentication',
      header: 'Authentication',
      meta: { width: 'tight' },
      cell: ({ row: { original: client } }) =>
        METHODS[client.token_endpoint_auth_method] ?? client.token_endpoint_auth_method,
    }),
    column.display({
      id: 'created',
      header: 'Created',
      meta: { width: 'tight', minor: true },
      cell: ({ row }) => <Time at={row.original.created_at} />,
    }),
    column.display({
      id: 'select',
      header: () => <span className="gh-hidden">Selected</span>,
      meta: { width: 'tight', align: 'end' },
      cell: ({ row }) => <SelectClient client={row.original} />,
    }),
  ] as Columns<Client>;
}
