'use client';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { answer, api } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { recognise } from '../../ui/recognise';
import type { AuditFilters } from './audit-api';
import styles from './audit.module.css';
import { parseQuery, QUERY_EXAMPLES } from './query-language';

/** Filters that hold an id, and what it may be the id of. */
const BY_NAME: Readonly<Record<string, readonly ('user' | 'client')[]>> = {
  actor: ['user', 'client'],
  subject: ['user', 'client'],
  target: ['user', 'client'],
  client_id: ['client'],
};
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMAIL = /^\S+@\S+\.\S+$/;

interface Understood {
  readonly filters: AuditFilters;
  readonly faults: readonly string[];
}

/** Names become ids, and what could be a secret goes nowhere: neither into the address nor to the server. */
async function understand(text: string): Promise<Understood> {
  const whole = await recognise(text);
  if (whole.kind === 'secret') return { filters: {}, faults: [`This looks like a ${whole.what}. It was not sent.`] };
  if (whole.kind === 'token') return { filters: { mentions: whole.id }, faults: [] };
  const { filters, faults } = parseQuery(text, Date.now());
  const found: Record<string, string | undefined> = { ...filters };
  const wrong = [...faults];
  for (const [name, value = ''] of Object.entries(filters)) {
    const said = await recognise(value);
    if (said.kind === 'secret' || said.kind === 'token') {
      found[name] = undefined;
      wrong.push(`“${name}” holds what looks like a ${said.what}. It was not sent.`);
      continue;
    }
    const kinds = name === 'mentions' && EMAIL.test(value) ? (['user'] as const) : BY_NAME[name];
    if (!kinds || UUID.test(value)) continue;
    const id = await idOf(value, kinds);
    if (id !== undefined) found[name] = id;
    else if (EMAIL.test(value)) {
      // The address of this page is shared and logged; addresses of people have no place in it.
      found[name] = undefined;
      wrong.push('Nobody has this e-mail address.');
    }
  }
  return { filters: found, faults: wrong };
}

async function idOf(name: string, kinds: readonly ('user' | 'client')[]): Promise<string | undefined> {
  const { items } = await answer(api.GET('/admin/v1/search', { params: { query: { q: name } } }));
  const those = items.filter(({ kind }) => kinds.some((one) => one === kind));
  const exact = those.find((item) => item.id === name || item.name?.toLowerCase() === name.toLowerCase());
  return (exact ?? (those.length === 1 ? those[0] : undefined))?.id;
}

/** One line for everything that can be asked of the log. What it understands becomes filters. */
export function QueryBox({ onFilters }: { readonly onFilters: (filters: AuditFilters) => void }) {
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const examples = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || busy) return;
    setBusy(true);
    try {
      const { filters, faults: wrong } = await understand(text);
      setFaults(wrong);
      if (wrong.length === 0) setText('');
      if (Object.values(filters).some((value) => value !== undefined)) onFilters(filters);
    } catch (error) {
      announce(error instanceof Error ? error.message : 'That did not work', 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles['query']} onSubmit={(event) => void submit(event)}>
      <TextInput
        type="search"
        aria-label="Search the audit log"
        description="Any id or words, or filters such as outcome:refused event:client.* actor:ana ref:… since:24h"
        placeholder="outcome:refused since:24h"
        inputWrapperOrder={['input', 'description', 'error']}
        value={text}
        list={examples}
        autoComplete="off"
        spellCheck={false}
        data-page-filter
        error={faults.length > 0 ? faults.join(' ') : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <datalist id={examples}>
        {QUERY_EXAMPLES.map((example) => (
          <option key={example} value={example} />
        ))}
      </datalist>
      <Button type="submit" variant="default" loading={busy}>
        Search
      </Button>
    </form>
  );
}
