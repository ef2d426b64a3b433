'use client';
import { NativeSelect } from '@mantine/core';
import Link from 'next/link';
import type { StepProps } from './step';
import { useApis } from './use-apis';

/** The MCP server that an agent is for: its tokens name it and work nowhere else. RFC 8707. */
export function ResourceChoice({ draft, change }: StepProps) {
  const apis = useApis();
  const choices = (apis.data ?? []).filter(({ built_in: builtIn, state }) => !builtIn && state === 'enabled');
  return (
    <NativeSelect
      label="Which MCP server does it use?"
      description={
        <>
          Tokens are made for this server alone (RFC 8707). Is it missing? First{' '}
          <Link href="/apis/new">add it as an API</Link>, with its URL as the identifier and a scope for each tool.
        </>
      }
      value={draft.resource ?? ''}
      onChange={(event) => {
        const resource = event.currentTarget.value || null;
        const scopes = choices.find(({ identifier }) => identifier === resource)?.scopes ?? [];
        change({ resource, scope: resource === null ? null : ['openid', ...scopes.map(({ name }) => name)].join(' ') });
      }}
      data={[
        { value: '', label: choices.length === 0 ? 'No API is registered yet' : 'None in particular' },
        ...choices.map(({ identifier, name }) => ({ value: identifier, label: `${name} (${identifier})` })),
      ]}
    />
  );
}
