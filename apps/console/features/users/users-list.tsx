'use client';
import { ADMIN_ROLES } from '@gatehouse/contracts';
import { ActionButton } from '../../ui/action-button';
import { answer, api, type Shape } from '../../ui/admin-api';
import { Badge, StateBadge } from '../../ui/badge';
import { columnsOf, DataTable } from '../../ui/data-table';
import { FilterBar, type FilterField, useFilters } from '../../ui/filter-bar';
import { PageHeader } from '../../ui/page-header';
import { EmptyState, NoMatch, Readable } from '../../ui/states';
import { Time } from '../../ui/time';
import { usePages } from '../../ui/use-pages';
import styles from './users.module.css';

type User = Shape<'UserAnswer'>;

const FILTERS: readonly FilterField[] = [
  {
    name: 'search',
    label: 'Find users',
    kind: 'search',
    placeholder: 'Beginning of a username, email address or id',
  },
  {
    name: 'state',
    label: 'State',
    kind: 'choice',
    options: [
      { value: 'enabled', label: 'Enabled' },
      { value: 'disabled', label: 'Disabled' },
    ],
  },
  { name: 'role', label: 'Role', kind: 'choice', options: ADMIN_ROLES.map((role) => ({ value: role, label: role })) },
  { name: 'created_from', label: 'Created from', kind: 'time' },
  { name: 'created_to', label: 'Created until', kind: 'time' },
];

const column = columnsOf<User>();
const COLUMNS = column.columns([
  column.accessor('username', {
    header: 'User',
    meta: { width: 'wide' },
    cell: ({ row: { original: user } }) => (
      <span className={styles['person']}>
        {user.username}
        {typeof user.claims['name'] === 'string' && <small>{user.claims['name']}</small>}
      </span>
    ),
  }),
  column.accessor('email', {
    header: 'Email',
    cell: ({ row: { original: user } }) =>
      user.email === null ? (
        <span className={styles['soft']}>none</span>
      ) : (
        <span className={styles['person']}>
          {user.email}
          {!user.email_verified && <small>not verified</small>}
        </span>
      ),
  }),
  column.accessor('state', {
    header: 'State',
    meta: { width: 'tight' },
    cell: ({ row: { original: user } }) => <StateBadge state={user.state} />,
  }),
  column.accessor('roles', {
    header: 'Roles',
    cell: ({ row: { original: user } }) => <Roles roles={user.roles} />,
  }),
  column.accessor('has_password', {
    header: 'Password',
    meta: { width: 'tight', minor: true },
    cell: ({ row: { original: user } }) =>
      user.has_password ? (
        <span>
          set <Time at={user.password_changed_at} fallback="" />
        </span>
      ) : (
        <span className={styles['soft']}>none</span>
      ),
  }),
  column.accessor('created_at', {
    header: 'Created',
    meta: { width: 'tight' },
    cell: ({ row: { original: user } }) => <Time at={user.created_at} />,
  }),
]);

function Roles({ roles }: { readonly roles: readonly string[] }) {
  if (roles.length === 0) return <span className={styles['soft']}>none</span>;
  return (
    <span className={styles['words']}>
      {roles.map((role) => (
        <Badge key={role} tone={role === 'owner' ? 'note' : 'quiet'}>
          {role}
        </Badge>
      ))}
    </span>
  );
}

/** Everybody who can sign in through this server. */
export function UsersList() {
  return (
    <>
      <PageHeader
        title="Users"
        lead="People who sign in through Gatehouse. A role lets somebody use this console; most users have none."
        actions={
          <ActionButton href="/users/new" needs="users:write">
            Add a user
          </ActionButton>
        }
      />
      <Readable scope="users:read">
        <List />
      </Readable>
    </>
  );
}

function List() {
  const filters = useFilters(FILTERS);
  const pages = usePages(['users', 'list', filters.values], (cursor, signal) =>
    answer(
      api.GET('/admin/v1/users', {
        params: { query: { ...filters.values, ...(cursor && { cursor }) } as never },
        signal,
      }),
    ),
  );
  return (
    <>
      <FilterBar filters={filters} label="users" />
      <DataTable
        label="Users"
        columns={COLUMNS}
        pages={pages}
        rowId={(user) => user.id}
        rowHref={(user) => `/users/${user.id}`}
        empty={
          filters.count > 0 ? (
            <NoMatch what="users" onClear={filters.clear} />
          ) : (
            <EmptyState
              title="There are no users yet"
              action={
                <ActionButton href="/users/new" needs="users:write">
                  Add the first user
                </ActionButton>
              }
            >
              <p>
                Add people here, or list them in <code>gatehouse.yaml</code>.
              </p>
            </EmptyState>
          )
        }
      />
    </>
  );
}
