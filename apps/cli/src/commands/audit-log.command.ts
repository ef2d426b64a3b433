/** `gatehouse audit list|show|export|tail`: the audit log over the admin API. */
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { AdminApi } from '../admin/admin-api';
import { AdminProblem } from '../admin/admin-problem';
import { given, type AuditEventAnswer, type QueryOf } from '../admin/answers';
import { collect, sayMore, type PageOptions } from '../admin/pages';
import { answer, printable, Progress, record, say, table, timeText, wantsJson } from '../output';

export interface AuditFilterOptions {
  readonly event?: readonly string[];
  readonly outcome?: string;
  readonly actor?: string;
  readonly actorKind?: string;
  readonly target?: string;
  readonly targetKind?: string;
  readonly client?: string;
  readonly subject?: string;
  readonly family?: string;
  readonly session?: string;
  readonly ip?: string;
  readonly check?: string;
  readonly reference?: string;
  readonly mentions?: string;
  readonly from?: number;
  readonly to?: number;
}

/** The filter in the admin API's words, which judges them. */
function filterOf(options: AuditFilterOptions): QueryOf<'audit_stream'> {
  return given({
    event: options.event,
    outcome: options.outcome,
    actor: options.actor,
    actor_kind: options.actorKind,
    target: options.target,
    target_kind: options.targetKind,
    client_id: options.client,
    subject: options.subject,
    family_id: options.family,
    session_id: options.session,
    ip: options.ip,
    check: options.check,
    reference: options.reference,
    mentions: options.mentions,
    from: options.from,
    to: options.to,
  }) as QueryOf<'audit_stream'>;
}

/** `gatehouse audit list` */
export async function listEvents(options: AuditFilterOptions & PageOptions, command: Command): Promise<void> {
  const api = AdminApi.connect();
  const filter = filterOf(options);
  const progress = new Progress('events found');
  let [found, searchedBackTo] = [0, null as number | null];
  const page = await collect(options, async (query) => {
    const part = await api.ask((send) => send.GET('/admin/v1/audit', { params: { query: { ...filter, ...query } } }));
    progress.step((found += part.items.length));
    searchedBackTo = part.searched_back_to;
    return part;
  });
  progress.end();
  answer(
    command,
    { ...page, searched_back_to: searchedBackTo },
    table(page.items, [
      { title: 'TIME', value: (event) => timeText(event.at) },
      { title: 'EVENT', value: (event) => event.event },
      { title: 'OUTCOME', value: (event) => event.outcome },
      { title: 'ACTOR', value: ({ actor }) => [actor.kind, actor.id].filter(Boolean).join(' ') },
      { title: 'TARGET', value: ({ target }) => target && `${target.kind} ${target.id}` },
      { title: 'ADDRESS', value: (event) => event.ip },
      { title: 'ID', value: (event) => event.id },
    ]),
  );
  sayMore(page);
}

/** `gatehouse audit show EVENT` */
export async function showEvent(id: string, command: Command): Promise<void> {
  const path = { event_id: id };
  const event = await AdminApi.connect().ask((send) => send.GET('/admin/v1/audit/{event_id}', { params: { path } }));
  const { self: _self, at, ...members } = event;
  answer(command, event, record({ at: timeText(at), ...members }));
}

export interface ExportEventsOptions extends AuditFilterOptions {
  readonly format: 'csv' | 'jsonl';
  readonly output?: string;
}

/** `gatehouse audit export` */
export async function exportEvents(options: ExportEventsOptions, command: Command): Promise<void> {
  const { format, output } = options;
  const path = `/admin/v1/audit/export?${queryText({ ...filterOf(options), format })}`;
  const response = await AdminApi.connect().stream(path, '*/*');
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  const progress = new Progress('bytes');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      progress.step((bytes += chunk.length));
      done(null, chunk);
    },
  });
  if (output === undefined) return pipeline(body, counted, process.stdout, { end: false });
  // The whole file or none: half an export looks like a whole one.
  const draft = `${output}.${randomBytes(6).toString('hex')}`;
  try {
    await pipeline(body, counted, createWriteStream(draft, { mode: 0o600, flags: 'wx' }));
    await rename(draft, output);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    progress.end();
  }
  answer(command, { output, bytes }, [`Wrote ${bytes} bytes to ${output}.`]);
}

const TRY_AGAIN = 2000;

/** `gatehouse audit tail`: until it is stopped; a server that goes away is asked again where it ended. */
export async function followEvents(
  options: AuditFilterOptions & { readonly count?: number },
  command: Command,
): Promise<void> {
  const api = AdminApi.connect();
  const path = `/admin/v1/audit/stream?${queryText(filterOf(options))}`;
  let [last, shown, connected] = [undefined as string | undefined, 0, false];
  const isEnough = (): boolean => options.count !== undefined && shown >= options.count;
  const parser = createParser({
    onEvent: ({ id, event, data }: EventSourceMessage) => {
      last = id ?? last;
      if (event !== 'audit' || isEnough()) return;
      shown += 1;
      print(JSON.parse(data) as AuditEventAnswer, command);
    },
  });
  while (!isEnough()) {
    try {
      const response = await api.stream(path, 'text/event-stream', last === undefined ? {} : { 'last-event-id': last });
      connected = true;
      for await (const chunk of Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])) {
        parser.feed(String(Buffer.from(chunk as Uint8Array)));
        if (isEnough()) return;
      }
    } catch (error) {
      // What was wrong from the start, or is refused, does not become right by waiting.
      if (!connected || error instanceof AdminProblem) throw error;
    }
    say('The server ended the stream; trying again.');
    parser.reset();
    await pause(TRY_AGAIN);
  }
}

/** One event, one line. */
function print(event: AuditEventAnswer, command: Command): void {
  const { at, event: id, outcome, actor, target, ip } = event;
  const who = [actor.kind, actor.id].filter(Boolean).join(' ');
  const words = [timeText(at), id, outcome, who, target && `→ ${target.kind} ${target.id}`, ip && `from ${ip}`];
  const line = wantsJson(command) ? JSON.stringify(event) : printable(words.filter(Boolean).join('  '));
  process.stdout.write(`${line}\n`);
}

function queryText(query: object): string {
  const pairs = Object.entries(query).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : String(value),
  ]);
  return new URLSearchParams(pairs as [string, string][]).toString();
}
