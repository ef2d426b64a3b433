/** `gatehouse tokens revoke`: what would end is shown first; the receipt says what did. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { AdminApi } from '../admin/admin-api';
import { AdminProblem } from '../admin/admin-problem';
import type { PreviewRevocationBody, ReceiptAnswer, RevocationAnswer, RevocationCause } from '../admin/answers';
import { userId } from '../admin/people';
import { confirmed } from '../arguments';
import { EndedWith, EXIT, UsageError } from '../exit-codes';
import { answer, printable, Progress, say, timeText, wantsJson } from '../output';
import { lookedUp, tokenFilter, type TokenFilterOptions } from './tokens.command';

export interface RevokeOptions extends TokenFilterOptions {
  readonly pasted?: boolean;
  readonly descendants?: string;
  readonly key?: string;
  readonly secret?: string;
  readonly matching?: boolean;
  readonly cause: RevocationCause;
  readonly reason?: string;
  readonly preview?: boolean;
  readonly includeAdded?: boolean;
  readonly yes?: boolean;
}

const REVOCATIONS = '/admin/v1/revocations';
const FOLLOW_EVERY = 500;

export async function revokeTokens(options: RevokeOptions, command: Command): Promise<void> {
  const { reason } = options;
  if (options.preview !== true && (reason === undefined || reason.trim() === '')) {
    throw new UsageError('Say why with --reason: the audit log keeps it.');
  }
  const api = AdminApi.connect();
  await revoke(api, await aboutOf(api, options), { ...options, reason: reason ?? '' }, command);
}

/** `gatehouse keys revoke KEY` */
export async function revokeKey(
  key: string,
  options: Pick<RevokeOptions, 'cause' | 'preview' | 'includeAdded' | 'yes' | 'reason'>,
  command: Command,
): Promise<void> {
  await revokeTokens({ ...options, key }, command);
}

/** `gatehouse tokens receipt ID` */
export async function showReceipt(id: string, command: Command): Promise<void> {
  const receipt = await receiptOf(AdminApi.connect(), id);
  answer(command, receipt, receiptLines(receipt));
}

async function revoke(
  api: AdminApi,
  about: PreviewRevocationBody,
  options: RevokeOptions & { readonly reason: string },
  command: Command,
): Promise<void> {
  const preview = await api.ask((send) => send.POST(`${REVOCATIONS}/preview`, { body: about }));
  if (options.preview === true) return answer(command, preview, countLines(preview, 'would end'));
  if (!wantsJson(command) || options.yes !== true) say(...countLines(preview, 'would end'));
  if (!(await confirmed('Revoke them?', options.yes))) {
    say('Nothing was revoked.');
    throw new EndedWith(EXIT.failed);
  }
  const receipt = await followed(api, await commit(api, preview, options));
  answer(command, receipt, receiptLines(receipt));
}

async function commit(
  api: AdminApi,
  preview: RevocationAnswer,
  { cause, reason, includeAdded }: RevokeOptions & { readonly reason: string },
): Promise<ReceiptAnswer> {
  const body = {
    preview_id: preview.id,
    reason_code: cause,
    reason,
    confirm: String(preview.counts?.tokens ?? 0),
    ...(includeAdded === true ? { include_added: true } : {}),
  };
  try {
    return await api.ask((send) => send.POST(REVOCATIONS, { body }));
  } catch (error) {
    if (!(error instanceof AdminProblem) || error.code !== 'revocation_set_changed') throw error;
    const { added = [], added_count: count } = error.body as { added?: readonly unknown[]; added_count?: number };
    say(error.message, ...added.map((id) => `  + ${printable(String(id))}`));
    if (typeof count === 'number' && count > added.length) say(`  and ${count - added.length} more`);
    say('Run the command again, or take along whatever has joined with --include-added.');
    throw new EndedWith(EXIT.failed);
  }
}

/** Waits for a large set, which is revoked in batches. Stopping this command does not stop the server. */
async function followed(api: AdminApi, receipt: ReceiptAnswer): Promise<ReceiptAnswer> {
  const progress = new Progress('revoked');
  let current = receipt;
  while (current.state === 'running') {
    progress.step(current.progress.done, current.counts?.tokens);
    await pause(FOLLOW_EVERY);
    current = await receiptOf(api, current.id);
  }
  progress.end();
  return current;
}

function receiptOf(api: AdminApi, id: string): Promise<ReceiptAnswer> {
  return api.ask((send) => send.GET(`${REVOCATIONS}/{id}`, { params: { path: { id } } }));
}

/** The event that the options name. @throws UsageError for none, or several that do not belong together */
async function aboutOf(api: AdminApi, options: RevokeOptions): Promise<PreviewRevocationBody> {
  if (options.matching === true) {
    const filter = await tokenFilter(api, options);
    if (Object.keys(filter).length === 0)
      throw new UsageError('--matching needs at least one filter, such as --client.');
    return { event: 'filter', filter };
  }
  if (options.pasted === true) return { event: 'token', token_id: (await lookedUp(api)).id };
  const { token = '', descendants = '', family = '', consent = '', session = '' } = options;
  const { user = '', client = '', key = '', secret = '' } = options;
  const named = { token, descendants, family, consent, session, user, client, key, secret };
  const names = Object.entries(named).filter(([, value]) => value !== '');
  switch (names.map(([name]) => name).join(' ')) {
    case 'token':
      return { event: 'token', token_id: token };
    case 'descendants':
      return { event: 'descendants', token_id: descendants };
    case 'family':
      return { event: 'family', family_id: family };
    case 'consent':
      return { event: 'consent', consent_id: consent };
    case 'session':
      return { event: 'session', session_id: session };
    case 'user':
      return { event: 'user', user_id: await userId(api, user) };
    case 'client':
      return { event: 'client', client_id: client };
    case 'user client':
      return { event: 'user_at_client', user_id: await userId(api, user), client_id: client };
    case 'key':
      return { event: 'signing_key', key_id: key };
    case 'client secret':
      return { event: 'secret_leaked', client_id: client, secret_id: secret };
    case '':
      throw new UsageError('Say what: --token, --family, --session, --user, --client … or --matching with filters.');
    default:
      throw new UsageError('These do not go together. With --matching they are filters.');
  }
}

function countLines({ counts, members_truncated: more }: RevocationAnswer, verb: string): string[] {
  if (!counts) return [`What ${verb} was not counted.`];
  const kinds = Object.entries(counts.by_kind).filter(([, count]) => count > 0);
  const { count: jwts, accepted_until: until } = counts.jwt_access_tokens;
  return [
    `${more ? 'At least ' : ''}${counts.tokens} tokens ${verb}: ` +
      `${counts.users} users, ${counts.clients} clients, ${counts.families} approvals, ${counts.sessions} sessions.`,
    ...kinds.map(([kind, count]) => `  ${count} ${kind}`),
    ...(jwts === 0
      ? []
      : [
          `  ${jwts} of them are JWTs, which verifiers that neither introspect nor follow the revocation feed accept until ` +
            `${timeText(until) ?? 'their end'}.`,
        ]),
  ];
}

function receiptLines(receipt: ReceiptAnswer): string[] {
  const { done, pending, gone } = receipt.progress;
  const state =
    receipt.state === 'marking'
      ? 'Everything is dead; lists and searches are catching up.'
      : `State: ${receipt.state}.`;
  return [
    `Receipt ${receipt.id}`,
    ...countLines(receipt, receipt.state === 'previewed' ? 'would end' : 'ended'),
    `Marked ${done}, to come ${pending}, dead by themselves ${gone}. ${state}`,
  ];
}
