/** `gatehouse tokens …`: what was issued, over the admin API. */
import type { Command } from 'commander';
import { AdminApi } from '../admin/admin-api';
import { given, type LineageAnswer, type QueryOf, type TokenAnswer } from '../admin/answers';
import { collect, sayMore, type PageOptions } from '../admin/pages';
import { userId } from '../admin/people';
import { answer, Progress, record, table, timeText } from '../output';
import { lineageTree } from '../tokens/lineage-tree';
import { readPastedToken } from '../tokens/pasted-token';

/** What tokens can be searched by; also the filter of a revocation. */
export interface TokenFilterOptions {
  readonly token?: string;
  readonly client?: string;
  readonly user?: string;
  readonly subject?: string;
  readonly session?: string;
  readonly family?: string;
  readonly consent?: string;
  readonly kind?: TokenAnswer['kind'];
  readonly grant?: string;
  readonly scope?: string;
  readonly audience?: string;
  readonly ip?: string;
  readonly state?: NonNullable<QueryOf<'tokens_page'>['state']>;
  readonly issuedFrom?: number;
  readonly issuedTo?: number;
  readonly expiresFrom?: number;
  readonly expiresTo?: number;
}

export type TokenListOptions = TokenFilterOptions & PageOptions & { readonly oldestFirst?: boolean };

/** The filter in the admin API's words. */
export async function tokenFilter(api: AdminApi, options: TokenFilterOptions): Promise<QueryOf<'tokens_page'>> {
  const { user, subject } = options;
  return given({
    token_id: options.token,
    client_id: options.client,
    subject: user === undefined ? subject : await userId(api, user),
    session_id: options.session,
    family_id: options.family,
    consent_id: options.consent,
    kind: options.kind,
    grant_type: options.grant,
    scope: options.scope,
    audience: options.audience,
    ip: options.ip,
    state: options.state,
    issued_from: options.issuedFrom,
    issued_to: options.issuedTo,
    expires_from: options.expiresFrom,
    expires_to: options.expiresTo,
  });
}

/** `gatehouse tokens list` */
export async function listTokens(options: TokenListOptions, command: Command): Promise<void> {
  const api = AdminApi.connect();
  const filter = await tokenFilter(api, options);
  const sort = options.oldestFirst === true ? ('issued_at' as const) : ('-issued_at' as const);
  const progress = new Progress('tokens found');
  let [found, searchedBackTo] = [0, null as number | null];
  const page = await collect(options, async (page) => {
    const query = { ...filter, sort, ...page };
    const part = await api.ask((send) => send.GET('/admin/v1/tokens', { params: { query } }));
    progress.step((found += part.items.length));
    searchedBackTo = part.searched_back_to;
    return part;
  });
  progress.end();
  answer(
    command,
    { ...page, searched_back_to: searchedBackTo },
    table(page.items, [
      { title: 'TOKEN', value: (token) => token.id },
      { title: 'KIND', value: (token) => token.kind },
      { title: 'STATE', value: (token) => (token.reused_at === null ? token.state : `${token.state} reused`) },
      { title: 'CLIENT', value: (token) => token.client_id },
      { title: 'SUBJECT', value: (token) => token.username ?? token.subject },
      { title: 'ISSUED', value: (token) => timeText(token.issued_at) },
      { title: 'EXPIRES', value: (token) => timeText(token.expires_at) },
      { title: 'ADDRESS', value: (token) => token.ip },
    ]),
  );
  sayMore(page);
}

const TOKEN = '/admin/v1/tokens/{token_id}';

/** `gatehouse tokens show TOKEN` */
export async function showToken(id: string, command: Command): Promise<void> {
  const api = AdminApi.connect();
  const token = await (id === '-' ? lookedUp(api) : found(api, id));
  answer(command, token, tokenLines(token));
}

/** `gatehouse tokens lookup`: like `show -`. */
export async function lookUpToken(command: Command): Promise<void> {
  await showToken('-', command);
}

function found(api: AdminApi, id: string): Promise<TokenAnswer> {
  return api.ask((send) => send.GET(TOKEN, { params: { path: { token_id: id } } }));
}

/** The token on standard input. Only its id and digest leave this process. */
export async function lookedUp(api: AdminApi): Promise<TokenAnswer> {
  const body = await readPastedToken();
  return api.ask((send) => send.POST('/admin/v1/tokens/lookup', { body }));
}

/** `gatehouse tokens lineage TOKEN` */
export async function showLineage(id: string, options: PageOptions, command: Command): Promise<void> {
  const api = AdminApi.connect();
  const path = { token_id: id === '-' ? (await lookedUp(api)).id : id };
  let lineage: LineageAnswer | undefined;
  const page = await collect(options, async (query) => {
    const part = await api.ask((send) => send.GET(`${TOKEN}/lineage`, { params: { path, query } }));
    lineage ??= part;
    return { items: part.tokens, next: part.next };
  });
  if (!lineage) return;
  answer(command, { ...lineage, tokens: page.items, next: page.next }, lineageTree(lineage, page.items));
  sayMore(page);
}

function tokenLines({ self: _self, ...token }: TokenAnswer): string[] {
  const { issued_at, expires_at, used_at, rotated_at, last_used_at, reused_at, revoked_at, ...members } = token;
  const times = { issued_at, expires_at, used_at, rotated_at, last_used_at, reused_at, revoked_at };
  return record({
    ...members,
    ...Object.fromEntries(Object.entries(times).map(([name, at]) => [name, timeText(at)])),
  });
}
