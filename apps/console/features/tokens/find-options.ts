/** What can be done with what was typed or pasted into the one box. Pure; a pasted token never gets here. */
import type { Shape } from '../../ui/admin-api';
import type { FilterValues } from '../../ui/filter-bar';
import type { Recognised } from '../../ui/recognise';

export interface FindOption {
  readonly key: string;
  readonly name: string;
  readonly hint: string;
  /** Filters to set … */
  readonly filters?: FilterValues;
  /** … or a page to go to. */
  readonly href?: string;
}

/** What is sent to the search: never anything that could be a secret. */
export function searchable(known: Recognised): string | undefined {
  if (known.kind === 'id') return known.id;
  return known.kind === 'text' && known.text.length > 1 ? known.text : undefined;
}

type Found = Shape<'FoundAnswer'>;
const FILTER_OF: Readonly<Partial<Record<Found['kind'], readonly [filter: string, name: string]>>> = {
  user: ['subject', 'Tokens of user'],
  client: ['client_id', 'Tokens of client'],
  session: ['session_id', 'Tokens of session'],
  consent: ['consent_id', 'Tokens of consent'],
  family: ['family_id', 'Tokens of approval'],
  token: ['token_id', 'This token:'],
};

export function foundOptions(items: readonly Found[]): FindOption[] {
  return items.flatMap(({ kind, id, name }): FindOption[] => {
    if (kind === 'failure') {
      return [{ key: `failure:${id}`, name: `Open failure ${id}`, hint: 'Why it was refused', href: `/errors/${id}` }];
    }
    const filter = FILTER_OF[kind];
    return filter
      ? [{ key: `${kind}:${id}`, name: `${filter[1]} ${name ?? id}`, hint: id, filters: { [filter[0]]: id } }]
      : [];
  });
}

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]+)$/i;
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** What the text itself may be: an address, a scope (RFC 6749 §3.3), an audience, a reference. */
export function wordOptions(known: Recognised): FindOption[] {
  if (known.kind === 'reference') {
    const { reference } = known;
    return [
      { key: 'reference', name: `Open failure ${reference}`, hint: 'Why it was refused', href: `/errors/${reference}` },
    ];
  }
  const text = known.kind === 'uri' ? known.uri : known.kind === 'text' ? known.text : '';
  if (text === '' || !SCOPE.test(text)) return [];
  const word = (name: string, filter: string, hint: string): FindOption => ({
    key: filter,
    name: `${name} ${text}`,
    hint,
    filters: { [filter]: text },
  });
  return [
    ...(ADDRESS.test(text) ? [word('Issued to address', 'ip', 'Address, exactly')] : []),
    word('With scope', 'scope', 'One scope, exactly'),
    word('For audience', 'audience', 'Identifier of an API, exactly'),
  ];
}
