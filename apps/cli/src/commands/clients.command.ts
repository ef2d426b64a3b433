/** `gatehouse clients …`: registered clients, over the admin API. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { AdminApi, pathId, type Answered } from '../admin/admin-api';
import {
  given,
  type ClientAnswer,
  type CreateClientBody,
  type NewSecretAnswer,
  type SecretAnswer,
} from '../admin/answers';
import { collect, sayMore, type Page, type PageOptions } from '../admin/pages';
import { confirmed, standardInput } from '../arguments';
import { EndedWith, EXIT, UsageError } from '../exit-codes';
import { answer, record, say, table, timeText } from '../output';

const CLIENT = '/admin/v1/clients/{client_id}';
const pathOf = (clientId: string) => ({ path: { client_id: pathId(clientId) } });

export interface ClientListOptions extends PageOptions {
  readonly search?: string;
  readonly type?: ClientAnswer['application_type'];
  readonly state?: ClientAnswer['state'];
}

/** `gatehouse clients list` */
export async function listClients(
  { search, type, state, ...paging }: ClientListOptions,
  command: Command,
): Promise<void> {
  const api = AdminApi.connect();
  const page = await collect(paging, (query) => {
    const filter = given({ search, application_type: type && [type], state });
    return api.ask((client) => client.GET('/admin/v1/clients', { params: { query: { ...filter, ...query } } }));
  });
  answer(
    command,
    page,
    table(page.items, [
      { title: 'CLIENT', value: (client) => client.client_id },
      { title: 'NAME', value: (client) => client.client_name },
      { title: 'KIND', value: (client) => client.application_type },
      { title: 'STATE', value: (client) => client.state },
      { title: 'AUTHENTICATES', value: (client) => client.token_endpoint_auth_method },
      { title: 'MADE', value: (client) => timeText(client.created_at) },
    ]),
  );
  sayMore(page);
}

/** `gatehouse clients show CLIENT` */
export async function showClient(clientId: string, command: Command): Promise<void> {
  const api = AdminApi.connect();
  const client = (await find(api, clientId)).data;
  const { items } = await secretsOf(api, clientId);
  answer(command, { ...client, secrets: items }, [...clientLines(client), '', 'Secrets', ...secretLines(items)]);
}

export interface CreateClientOptions {
  /** RFC 7591 metadata as JSON; `-` is standard input. */
  readonly file?: string;
  readonly id?: string;
  readonly name?: string;
  readonly type?: string;
  readonly redirectUri?: readonly string[];
  readonly scope?: readonly string[];
  readonly check?: boolean;
}

/** `gatehouse clients create` */
export async function createClient(options: CreateClientOptions, command: Command): Promise<void> {
  // Whatever stands in the file: the server judges it, member by member.
  const body = { ...(await metadataIn(options.file)), ...metadataOf(options) } as CreateClientBody;
  const api = AdminApi.connect();
  const header = { 'Idempotency-Key': randomUUID() };
  const made = await api.ask((client) => client.POST('/admin/v1/clients', { params: { header }, body }));
  const { secret, ...shown } = made;
  answer(command, made, [...clientLines(shown as ClientAnswer), ...(secret ? ['', ...newSecretLines(secret)] : [])]);
  if (secret) say('The secret is shown this once.');
}

async function metadataIn(file: string | undefined): Promise<object> {
  if (file === undefined) return {};
  const text = file === '-' ? await standardInput(65_536) : await readFile(file, 'utf8');
  let metadata: unknown;
  try {
    metadata = JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not JSON.`);
  }
  if (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)) return metadata;
  throw new UsageError(`${file} is not a JSON object.`);
}

function metadataOf({ id, name, type, redirectUri, scope }: CreateClientOptions): object {
  return given({
    client_id: id,
    client_name: name,
    application_type: type,
    redirect_uris: redirectUri,
    scope: scope?.join(' '),
  });
}

/** `gatehouse clients disable|enable CLIENT` */
export async function switchClient(action: 'disable' | 'enable', clientId: string, command: Command): Promise<void> {
  const api = AdminApi.connect();
  const { etag } = await find(api, clientId);
  const params = { ...pathOf(clientId), header: { 'If-Match': etag } };
  const path = `${CLIENT}/${action}` as const;
  const client = await api.ask((send) => send.POST(path, { params }));
  answer(command, client, [`${client.client_id} is ${client.state}.`]);
}

/** `gatehouse clients delete CLIENT` */
export async function deleteClient(clientId: string, options: { yes?: boolean }, command: Command): Promise<void> {
  const api = AdminApi.connect();
  const { data, etag } = await find(api, clientId);
  const question = `Delete the client "${data.client_name}" (${clientId}), its secrets, and everything issued to it?`;
  if (!(await confirmed(question, options.yes))) return nothingDone();
  const params = { ...pathOf(clientId), header: { 'If-Match': etag } };
  await api.ask((send) => send.DELETE(CLIENT, { params }));
  answer(command, { client_id: clientId, deleted: true }, [`Deleted ${clientId}.`]);
}

/** `gatehouse clients secret list CLIENT` */
export async function listSecrets(clientId: string, command: Command): Promise<void> {
  const page = await secretsOf(AdminApi.connect(), clientId);
  answer(command, page, secretLines(page.items));
}

const DAY = 86_400_000;

export interface SecretOptions {
  readonly days?: number;
  readonly overlap?: number;
}

/** `gatehouse clients secret create CLIENT` */
export async function createSecret(clientId: string, { days }: SecretOptions, command: Command): Promise<void> {
  await makeSecret(clientId, 'secrets', expiry(days), command);
}

/** `gatehouse clients secret roll CLIENT` */
export async function rollSecret(clientId: string, options: SecretOptions, command: Command): Promise<void> {
  const overlap = options.overlap ?? 86_400;
  await makeSecret(clientId, 'secrets/roll', { ...expiry(options.days), overlap_seconds: overlap }, command);
  say(overlap === 0 ? 'The others have ended.' : `The others go on for ${overlap} s.`);
}

function expiry(days: number | undefined): object {
  return days === undefined ? {} : { expires_at: Date.now() + days * DAY };
}

async function makeSecret(
  clientId: string,
  path: 'secrets' | 'secrets/roll',
  body: object,
  command: Command,
): Promise<void> {
  const params = { ...pathOf(clientId), header: { 'Idempotency-Key': randomUUID() } };
  const secret = await AdminApi.connect().ask((send) => send.POST(`${CLIENT}/${path}`, { params, body }));
  answer(command, secret, newSecretLines(secret));
  say('The secret is shown this once.');
}

/** `gatehouse clients secret delete CLIENT SECRET` */
export async function deleteSecret(
  clientId: string,
  secretId: string,
  options: { yes?: boolean },
  command: Command,
): Promise<void> {
  const api = AdminApi.connect();
  const path = { client_id: pathId(clientId), secret_id: pathId(secretId) };
  const { data, etag } = await api.call((send) => send.GET(`${CLIENT}/secrets/{secret_id}`, { params: { path } }));
  const used = timeText(data.last_used_at);
  const question = `Delete this secret of ${clientId}? It was ${used === undefined ? 'never used' : `last used ${used}`}.`;
  if (!(await confirmed(question, options.yes))) return nothingDone();
  const params = { path, header: { 'If-Match': etag } };
  await api.ask((send) => send.DELETE(`${CLIENT}/secrets/{secret_id}`, { params }));
  answer(command, { client_id: clientId, id: secretId, deleted: true }, [`Deleted secret ${secretId}.`]);
}

const GRADES = ['A', 'B', 'C', 'D', 'E', 'F'];

/** `gatehouse clients lint CLIENT` */
export async function lintClient(
  clientId: string,
  { atLeast }: { readonly atLeast?: string },
  command: Command,
): Promise<void> {
  const report = await AdminApi.connect().ask((send) => send.GET(`${CLIENT}/lint`, { params: pathOf(clientId) }));
  const findings = report.findings.flatMap(({ rule, severity, section, message, fix, why }) => [
    `${rule}  ${severity}  ${message} (${section})`,
    `    ${why}`,
    ...(fix === undefined ? [] : [`    ${fix}`]),
  ]);
  answer(command, report, [`${report.grade}  ${report.reason}`, ...findings]);
  if (atLeast !== undefined && GRADES.indexOf(report.grade) > GRADES.indexOf(atLeast)) throw new EndedWith(EXIT.failed);
}

function find(api: AdminApi, clientId: string): Promise<Answered<ClientAnswer>> {
  return api.call((client) => client.GET(CLIENT, { params: pathOf(clientId) }));
}

function secretsOf(api: AdminApi, clientId: string): Promise<Page<SecretAnswer>> {
  return api.ask((client) => client.GET(`${CLIENT}/secrets`, { params: pathOf(clientId) }));
}

function clientLines({ warnings, ...client }: ClientAnswer): string[] {
  const { created_at, updated_at, disabled_at, tokens_revoked_before, self: _self, ...members } = client;
  const times = {
    created_at: timeText(created_at),
    updated_at: timeText(updated_at),
    disabled_at: timeText(disabled_at),
    tokens_revoked_before: timeText(tokens_revoked_before),
  };
  return [
    ...record({ ...members, ...times }),
    ...warnings.map(({ rule, message, fix }) => `! ${rule}: ${message}${fix === undefined ? '' : ` ${fix}`}`),
  ];
}

function secretLines(secrets: readonly SecretAnswer[]): string[] {
  return table(secrets, [
    { title: 'SECRET', value: (secret) => secret.id },
    { title: 'STATE', value: (secret) => secret.state },
    { title: 'MADE', value: (secret) => timeText(secret.created_at) },
    { title: 'ENDS', value: (secret) => timeText(secret.expires_at) },
    { title: 'LAST USED', value: (secret) => timeText(secret.last_used_at) },
    { title: 'FROM', value: (secret) => secret.last_used_ip },
    { title: 'BY', value: (secret) => secret.last_used_method },
  ]);
}

function newSecretLines({ id, client_secret, expires_at }: NewSecretAnswer): string[] {
  return record({ client_secret, secret_id: id, expires_at: timeText(expires_at) });
}

function nothingDone(): never {
  say('Nothing was done.');
  throw new EndedWith(EXIT.failed);
}
