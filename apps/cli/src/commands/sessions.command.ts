/** `gatehouse sessions …`: signed-in browsers, over the admin API. */
import type { Command } from 'commander';
import { AdminApi } from '../admin/admin-api';
import { given, type EndedAnswer, type RevocationCause, type SessionAnswer } from '../admin/answers';
import { collect, sayMore, type PageOptions } from '../admin/pages';
import { userId } from '../admin/people';
import { confirmed } from '../arguments';
import { EndedWith, EXIT, UsageError } from '../exit-codes';
import { answer, say, table, timeText } from '../output';

export interface SessionListOptions extends PageOptions {
  readonly user?: string;
  readonly client?: string;
  readonly ip?: string;
  readonly state?: SessionAnswer['state'];
}

/** `gatehouse sessions list` */
export async function listSessions(options: SessionListOptions, command: Command): Promise<void> {
  const { user, client, ip, state, ...paging } = options;
  const api = AdminApi.connect();
  const user_id = user === undefined ? undefined : await userId(api, user);
  const page = await collect(paging, (query) => {
    const filter = given({ user_id, client_id: client, ip, state });
    return api.ask((send) => send.GET('/admin/v1/sessions', { params: { query: { ...filter, ...query } } }));
  });
  answer(
    command,
    page,
    table(page.items, [
      { title: 'SESSION', value: (session) => session.id },
      { title: 'USER', value: (session) => session.username ?? session.user_id },
      { title: 'STATE', value: (session) => session.state },
      { title: 'STARTED', value: (session) => timeText(session.started_at) },
      { title: 'LAST SEEN', value: (session) => timeText(session.last_seen_at) },
      { title: 'ADDRESS', value: (session) => session.ip },
    ]),
  );
  sayMore(page);
}

export interface EndOptions {
  readonly user?: string;
  readonly cause?: RevocationCause;
  readonly reason?: string;
  readonly yes?: boolean;
}

const SESSION = '/admin/v1/sessions/{session_id}';

/** `gatehouse sessions end SESSION` or `--user USER` */
export async function endSessions(session: string | undefined, options: EndOptions, command: Command): Promise<void> {
  const { user, cause, reason, yes } = options;
  if ((session === undefined) === (user === undefined)) throw new UsageError('Name a session, or a user with --user.');
  const api = AdminApi.connect();
  const body = given({ cause, reason });
  const ended =
    session === undefined ? await endAllOf(api, user ?? '', body, yes) : await endOne(api, session, body, yes);
  answer(command, ended, ['Ended, with everything that was issued in it.']);
  say(`What ended: gatehouse tokens receipt ${ended.revocation_id}`);
}

async function endOne(api: AdminApi, session: string, body: object, yes: boolean | undefined): Promise<EndedAnswer> {
  const path = { session_id: session };
  const { data, etag } = await api.call((send) => send.GET(SESSION, { params: { path } }));
  const whose = data.username ?? data.user_id;
  await requireYes(`End this session of ${whose}, and everything that was issued in it?`, yes);
  const params = { path, header: { 'If-Match': etag } };
  return api.ask((send) => send.POST(`${SESSION}/end`, { params, body }));
}

async function endAllOf(api: AdminApi, user: string, body: object, yes: boolean | undefined): Promise<EndedAnswer> {
  const path = { user_id: await userId(api, user) };
  await requireYes(`End every session of ${user}, and everything that was issued for this person?`, yes);
  return api.ask((send) => send.POST('/admin/v1/users/{user_id}/sessions/end', { params: { path }, body }));
}

async function requireYes(question: string, yes: boolean | undefined): Promise<void> {
  if (await confirmed(question, yes)) return;
  say('Nothing was done.');
  throw new EndedWith(EXIT.failed);
}
