'use client';
/** Filters under a name: some of ours, and those that somebody keeps in this browser. No more than what the address holds. */
import { Button, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useState, useSyncExternalStore } from 'react';
import { announce } from '../../ui/announcer';
import { Dialog } from '../../ui/dialog';
import { auditHref, type AuditFilters } from './audit-api';
import styles from './audit.module.css';
import { forgetView, keepView, readViews, subscribeToViews, type SavedView } from './view-store';

const OURS: readonly SavedView[] = [
  { name: 'Refused', filters: { outcome: 'refused' } },
  { name: 'Sign-ins', filters: { type: 'sign_in.*' } },
  { name: 'Changes', filters: { type: 'account.*,api.*,client.*,client_secret.*,settings.*,signing_key.*' } },
  { name: 'Revocations', filters: { type: 'revocation.*,token.revoked,session.ended,consent.revoked' } },
];

const none: readonly SavedView[] = [];

export function SavedViews({ filters, count }: { readonly filters: AuditFilters; readonly count: number }) {
  const saved = useSyncExternalStore(subscribeToViews, readViews, () => none);
  const [naming, setNaming] = useState(false);
  return (
    <nav aria-label="Views of the log" className={styles['views']}>
      {OURS.map((view) => (
        <ViewLink key={view.name} view={view} filters={filters} />
      ))}
      {saved.map((view) => (
        <span key={view.name} className={styles['saved']}>
          <ViewLink view={view} filters={filters} />
          <button
            type="button"
            aria-label={`Forget the view ${view.name}`}
            onClick={() => {
              forgetView(view.name);
              announce(`Forgot the view ${view.name}`);
            }}
          >
            ×
          </button>
        </span>
      ))}
      {count > 0 && (
        <button type="button" className={styles['save']} onClick={() => setNaming(true)}>
          Save this view
        </button>
      )}
      {naming && <NameView filters={filters} onClose={() => setNaming(false)} />}
    </nav>
  );
}

function ViewLink({ view, filters }: { readonly view: SavedView; readonly filters: AuditFilters }) {
  const isCurrent = auditHref(view.filters) === auditHref(filters);
  return (
    <Link href={auditHref(view.filters)} prefetch={false} aria-current={isCurrent ? 'true' : undefined}>
      {view.name}
    </Link>
  );
}

function NameView({ filters, onClose }: { readonly filters: AuditFilters; readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const save = () => {
    if (name.trim() === '') return;
    keepView({ name: name.trim(), filters });
    announce(`Saved the view ${name.trim()}`);
    onClose();
  };
  return (
    <Dialog
      title="Save this view"
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={save} disabled={name.trim() === ''}>
            Save
          </Button>
        </>
      }
    >
      <TextInput
        label="Name"
        description="The filters are kept in this browser only. To share them, copy the address of the page."
        value={name}
        maxLength={40}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
        }}
      />
    </Dialog>
  );
}
