'use client';
/** One box for everything: pages, actions, and whatever is typed or pasted. A pasted token never leaves the browser. */
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { answer, api, type Shape } from '../ui/admin-api';
import { Dialog } from '../ui/dialog';
import { useMe } from '../ui/me';
import { recognise, type Recognised } from '../ui/recognise';
import { CONSOLE_ACTIONS, CONSOLE_PAGES } from './pages';
import styles from './palette.module.css';

interface Option {
  readonly key: string;
  readonly group: string;
  readonly name: string;
  readonly hint?: string;
  readonly href?: string;
}

const FOUND: Readonly<
  Record<Shape<'FoundAnswer'>['kind'], { readonly name: string; readonly href: (id: string) => string }>
> = {
  user: { name: 'User', href: (id) => `/users/${id}` },
  session: { name: 'Session', href: (id) => `/sessions/${id}` },
  consent: { name: 'Consent', href: (id) => `/tokens?consent_id=${id}` },
  token: { name: 'Token', href: (id) => `/tokens/${id}` },
  family: { name: 'Family of tokens', href: (id) => `/tokens?family_id=${id}` },
  audit_event: { name: 'Audit event', href: (id) => `/audit?event=${id}` },
  client: { name: 'Client', href: (id) => `/clients/${encodeURIComponent(id)}` },
  failure: { name: 'Failure', href: (id) => `/errors/${id}` },
};

/** Nothing that could be a secret is sent to the server. */
const isSearchable = ({ kind }: Recognised): boolean => kind === 'text' || kind === 'id' || kind === 'reference';

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter();
  const { scopes } = useMe();
  const [text, setText] = useState('');
  // What was recognised, and in which text: until that is known, nothing of a text may be sent anywhere.
  const [seen, setSeen] = useState<{ readonly of: string; readonly result: Recognised }>({
    of: '',
    result: { kind: 'text', text: '' },
  });
  const [chosen, setChosen] = useState(0);
  const list = useId();
  useEffect(() => {
    let current = true;
    // The box was cleared for a secret: what was found in it stays.
    if (text === '') return;
    void recognise(text).then((result) => {
      if (!current) return;
      const isSecret = result.kind === 'token' || result.kind === 'secret';
      setSeen({ of: isSecret ? '' : text, result });
      setChosen(0);
      // A secret has no business on the screen.
      if (isSecret) setText('');
    });
    return () => {
      current = false;
    };
  }, [text]);
  const known: Recognised = seen.of === text ? seen.result : { kind: 'text', text: '' };

  const query = text.trim();
  const found = useQuery({
    queryKey: ['search', query],
    queryFn: ({ signal }) => answer(api.GET('/admin/v1/search', { params: { query: { q: query } }, signal })),
    enabled: query.length > 1 && seen.of === text && isSearchable(known),
  });
  const options = [
    ...recognisedOptions(known),
    ...(query.length > 1 ? foundOptions(found.data?.items ?? []) : []),
    ...pageOptions(query).filter(({ needs }) => scopes.includes(needs)),
  ];
  const go = (option: Option | undefined) => {
    if (!option?.href) return;
    onClose();
    router.push(option.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      setChosen((at) => (at + by + options.length) % Math.max(1, options.length));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      go(options[chosen]);
    }
  };
  return (
    <Dialog title="Find or paste anything" onClose={onClose}>
      <input
        className={styles['input']}
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={options[chosen] ? `${list}-${chosen}` : undefined}
        aria-label="Search, or paste an id, a token, an error reference or a redirect URI"
        placeholder="A name, an id, a token, an error reference …"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ul id={list} role="listbox" aria-label="Results" className={styles['list']}>
        {options.map((option, index) => (
          <li
            key={option.key}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={styles['option']}
            onMouseMove={() => setChosen(index)}
            onClick={() => go(option)}
          >
            <span className={styles['name']}>{option.name}</span>
            <span className={styles['hint']}>{option.hint ?? option.group}</span>
          </li>
        ))}
      </ul>
      {options.length === 0 && (
        <p className={styles['none']} role="status">
          {found.isFetching
            ? 'Looking …'
            : `Nothing is called “${query}”. Ids, references and the beginnings of names are found.`}
        </p>
      )}
    </Dialog>
  );
}

function recognisedOptions(known: Recognised): Option[] {
  switch (known.kind) {
    case 'token':
      return [
        {
          key: 'token',
          group: 'Pasted',
          name: `Open this ${known.what} in the ledger`,
          hint: 'The token itself stayed in this browser',
          href: `/tokens/${known.id}?digest=${known.digest}`,
        },
      ];
    case 'secret':
      return [
        {
          key: 'secret',
          group: 'Pasted',
          name: `This looks like a ${known.what}`,
          hint: 'It was not sent anywhere. Treat it as leaked if it was shared',
        },
      ];
    case 'digest':
      return [{ key: 'digest', group: 'Pasted', name: 'A digest alone finds nothing: paste the token or its id' }];
    case 'reference':
      return [
        {
          key: 'reference',
          group: 'Pasted',
          name: `Open failure ${known.reference}`,
          hint: 'Why the request was refused',
          href: `/errors/${known.reference}`,
        },
      ];
    case 'uri':
      return [
        {
          key: 'uri',
          group: 'Pasted',
          name: 'Find clients with this redirect URI',
          href: `/clients?redirect_uri=${encodeURIComponent(known.uri)}`,
        },
      ];
    case 'id':
    case 'text':
      return [];
  }
}

function foundOptions(items: readonly Shape<'FoundAnswer'>[]): Option[] {
  return items.map(({ kind, id, name }) => ({
    key: `${kind}:${id}`,
    group: FOUND[kind].name,
    name: name ?? id,
    hint: `${FOUND[kind].name} · ${id}`,
    href: FOUND[kind].href(id),
  }));
}

function pageOptions(query: string) {
  const matches = (name: string, hint = '') => `${name} ${hint}`.toLowerCase().includes(query.toLowerCase());
  const pages = CONSOLE_PAGES.filter(({ name, hint }) => matches(name, hint)).map(({ href, name, hint, needs }) => ({
    key: `page:${href}`,
    group: 'Page',
    name,
    hint,
    href,
    needs,
  }));
  const actions = CONSOLE_ACTIONS.filter(({ name }) => matches(name)).map(({ href, name, needs }) => ({
    key: `action:${name}`,
    group: 'Action',
    name,
    hint: 'Action',
    href,
    needs,
  }));
  return [...pages, ...actions];
}
