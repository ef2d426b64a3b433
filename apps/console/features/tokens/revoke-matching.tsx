'use client';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import type { Filters } from '../../ui/filter-bar';
import { RevokeDialog } from '../../ui/revoke-dialog';
import { Time } from '../../ui/time';
import { revocationFilter } from './token-filters';

/** Revokes everything that the filters match, wherever the list stands. */
export function RevokeMatching({ filters }: { readonly filters: Filters }) {
  const [open, setOpen] = useState(false);
  const filter = revocationFilter(filters.values);
  const none = Object.keys(filter).length === 0 ? 'Set a filter first: this would end every token.' : undefined;
  return (
    <>
      <ActionButton needs="tokens:revoke" variant="default" unavailable={none} onClick={() => setOpen(true)}>
        Revoke all that match …
      </ActionButton>
      {open && (
        <RevokeDialog
          event={{ event: 'filter', filter }}
          title="Revoke all tokens that match the filters"
          onClose={() => setOpen(false)}
        >
          <FilterWords filters={filters} />
        </RevokeDialog>
      )}
    </>
  );
}

function FilterWords({ filters }: { readonly filters: Filters }) {
  const set = filters.fields.filter(({ name }) => name !== 'sort' && filters.values[name] !== undefined);
  return (
    <p>
      Where{' '}
      {set.map(({ name, label, kind }, index) => (
        <span key={name}>
          {index > 0 && ' and '}
          {label.toLowerCase()} is{' '}
          {kind === 'time' ? <Time at={Number(filters.values[name])} full /> : <strong>{filters.values[name]}</strong>}
        </span>
      ))}
      . A code or refresh token among them takes its whole approval along; the preview counts that too.
    </p>
  );
}
