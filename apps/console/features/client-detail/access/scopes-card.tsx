'use client';
import { Checkbox, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { Badge } from '../../../ui/badge';
import { BlockSkeleton, LoadFailed, NoMatch } from '../../../ui/states';
import { Time } from '../../../ui/time';
import type { Client } from '../../../ui/use-client';
import { ClientCard } from '../client-card';
import { useClientEditor } from '../use-client-editor';
import styles from './access.module.css';
import { matchingGroups, scopeGroups, wordsOf, type ScopeGroup } from './scope-groups';
import { useApis } from './use-apis';
import { useScopeUses, type ScopeUses } from './use-scope-uses';

const LABELS = { scope: 'Scopes' };
const draftOf = ({ scope }: Client) => ({ scope });

/** What the client may ask for: every scope with the sentence that people read when it does. */
export function ScopesCard() {
  const editor = useClientEditor({ draftOf });
  const { client, draft, change } = editor;
  const apis = useApis();
  const uses = useScopeUses(client.client_id);
  const [text, setText] = useState('');
  const [onlyGranted, setOnlyGranted] = useState(false);
  const granted = wordsOf(draft.scope);
  const set = (name: string, on: boolean) => {
    const words = on ? [...granted, name] : granted.filter((word) => word !== name);
    change({ scope: words.join(' ') });
  };
  // What was taken away stays on the list until it is saved, so that it can be given back.
  const listed = new Set([...granted, ...wordsOf(client.scope)]);
  const groups = scopeGroups(apis.data ?? [], [...listed], client.response_types.length > 0);
  const shown = matchingGroups(groups, text, onlyGranted ? listed : undefined);
  const clear = () => {
    setText('');
    setOnlyGranted(false);
  };
  return (
    <ClientCard
      title="Scopes"
      lead={`${granted.length === 1 ? '1 scope is' : `${granted.length} scopes are`} granted. The client may ask for these and gets no others.`}
      editor={editor}
      labels={LABELS}
    >
      <div className={styles['filter']}>
        <TextInput
          type="search"
          aria-label="Find a scope or an API"
          placeholder="Find a scope or an API"
          value={text}
          data-page-filter
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Checkbox
          label="Only granted ones"
          checked={onlyGranted}
          onChange={(event) => setOnlyGranted(event.currentTarget.checked)}
        />
      </div>
      {apis.data ? (
        shown.length > 0 ? (
          shown.map((group) => (
            <Group
              key={group.key}
              group={text.trim() === '' ? group : { ...group, folded: false }}
              granted={granted}
              stored={wordsOf(client.scope)}
              uses={uses}
              clientId={client.client_id}
              onSet={set}
            />
          ))
        ) : (
          <NoMatch what="scopes" onClear={clear} />
        )
      ) : apis.error ? (
        <LoadFailed error={apis.error} onRetry={() => void apis.refetch()} />
      ) : (
        <BlockSkeleton label="Loading scopes" height={240} />
      )}
    </ClientCard>
  );
}

interface GroupProps {
  readonly group: ScopeGroup;
  readonly granted: readonly string[];
  readonly stored: readonly string[];
  readonly uses: ScopeUses | undefined;
  readonly clientId: string;
  readonly onSet: (name: string, on: boolean) => void;
}

function Group({ group, granted, stored, uses, clientId, onSet }: GroupProps) {
  const { title, identifier, note, folded, scopes } = group;
  const list = (
    <ul>
      {scopes.map(({ name, sentence }) => (
        <li key={name}>
          <Checkbox
            label={<code dir="ltr">{name}</code>}
            description={sentence === '' ? 'No sentence: people see the bare word.' : `“${sentence}”`}
            checked={granted.includes(name)}
            onChange={(event) => onSet(name, event.currentTarget.checked)}
          />
          <Use name={name} isGranted={stored.includes(name)} uses={uses} clientId={clientId} />
        </li>
      ))}
    </ul>
  );
  return (
    <fieldset className={styles['group']}>
      <legend>
        {title} {identifier !== undefined && <code dir="ltr">{identifier}</code>}
      </legend>
      {note && <p className={styles['note']}>{note}</p>}
      {folded ? (
        <details>
          <summary>{scopes.length} scopes, none granted</summary>
          {list}
        </details>
      ) : (
        list
      )}
    </fieldset>
  );
}

function Use({
  name,
  isGranted,
  uses,
  clientId,
}: {
  readonly name: string;
  readonly isGranted: boolean;
  readonly uses: ScopeUses | undefined;
  readonly clientId: string;
}) {
  if (!isGranted || !uses || uses.tokens === 0) return null;
  const at = uses.lastAt.get(name);
  if (at === undefined) {
    const where = uses.all ? 'no token that is kept has it' : `none of the newest ${uses.tokens} tokens has it`;
    return (
      <span className={styles['use']}>
        <Badge tone="doubt">not used</Badge> {where}
      </span>
    );
  }
  const query = new URLSearchParams({ client_id: clientId, scope: name });
  return (
    <span className={styles['use']}>
      <Link href={`/tokens?${query.toString()}`} prefetch={false}>
        last issued <Time at={at} />
        <span className="gh-hidden"> with {name}</span>
      </Link>
    </span>
  );
}
