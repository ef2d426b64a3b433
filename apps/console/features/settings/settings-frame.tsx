'use client';
import type { ReactNode } from 'react';
import { PageHeader } from '../../ui/page-header';
import { Readable } from '../../ui/states';
import { TabLinks } from '../../ui/tab-links';

const TABS = [
  { href: '/settings', text: 'Issuer and endpoints' },
  { href: '/settings/retention', text: 'What is kept' },
  { href: '/settings/upkeep', text: 'Clean-up and size' },
];

/** What the parts of the settings have in common. */
export function SettingsFrame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <PageHeader title="Settings" lead="This installation: where it answers, what it keeps, and how large it is." />
      <TabLinks label="Parts of the settings" tabs={TABS} />
      <Readable scope="settings:read">{children}</Readable>
    </>
  );
}
