/** The commands that ask the admin API: a server has to run, and this machine needs no database. */
import { Option, type Command } from 'commander';
import {
  ACTOR_KIND_WORDS,
  APPLICATION_TYPES,
  OUTCOME_WORDS,
  REVOCATION_CAUSE_WORDS,
  SESSION_STATE_WORDS,
  TOKEN_KIND_WORDS,
  TOKEN_STATE_WORDS,
} from './admin/words';
import { paged, type PageOptions } from './admin/pages';
import { time, wholeNumber } from './arguments';
import type { AuditFilterOptions, ExportEventsOptions } from './commands/audit-log.command';
import type { ClientListOptions, CreateClientOptions, SecretOptions } from './commands/clients.command';
import type { RevokeOptions } from './commands/revocations.command';
import type { EndOptions, SessionListOptions } from './commands/sessions.command';
import type { TokenListOptions } from './commands/tokens.command';
import type { UserListOptions } from './commands/users.command';
import { examples } from './help';

const YES = ['--yes', 'do not ask'] as const;
const DAYS = ['--days <number>', 'end it after so many days', wholeNumber(1, 3650)] as const;
const choice = (flags: string, meaning: string, choices: readonly string[]) =>
  new Option(flags, meaning).choices([...choices]);

export function addAdminCommands(program: Command): void {
  program.commandsGroup('Administration (over the admin API of a running server):');
  addClients(program.command('clients').description('registered clients and their secrets'));
  addTokens(program.command('tokens').description('issued tokens: find, explain, revoke'));
  addUsers(program.command('users').description('people and their roles'));
  addSessions(program.command('sessions').description('signed-in browsers'));
}

function addClients(clients: Command): void {
  const load = () => import('./commands/clients.command');
  const state = choice('--state <state>', 'only these', ['enabled', 'disabled']);
  examples(
    paged(clients.command('list').description('list clients in the order of their ids'))
      .option('--search <text>', 'the beginning of an id or a name')
      .addOption(choice('--type <kind>', 'only this kind', APPLICATION_TYPES))
      .addOption(state)
      .action(async (options: ClientListOptions, command: Command) => (await load()).listClients(options, command)),
    [['gatehouse clients list --search shop --json', '']],
  );
  clients
    .command('show')
    .argument('<client>')
    .description('show a client with what is known of its secrets')
    .action(async (client: string, _options, command: Command) => (await load()).showClient(client, command));
  examples(
    clients
      .command('create')
      .description('register a client; its secret is shown once')
      .option('--name <name>', 'what people read when it asks for access')
      .addOption(choice('--type <kind>', 'what kind of client it is; decides the defaults', APPLICATION_TYPES))
      .option('--redirect-uri <uri...>', 'where people come back to')
      .option('--scope <scope...>', 'what it may ask for')
      .option('--id <id>', 'its client_id; one is made when left out')
      .option('--file <file>', 'RFC 7591 metadata as JSON; - reads standard input')
      .action(async (options: CreateClientOptions, command: Command) => (await load()).createClient(options, command)),
    [
      ['gatehouse clients create --name Shop --type web --redirect-uri https://shop.example.com/callback', ''],
      ['gatehouse clients create --file client.json', ''],
    ],
  );
  for (const [action, meaning] of [
    ['disable', 'it gets no more tokens, and those that it has are dead at once'],
    ['enable', 'it may ask for tokens again'],
  ] as const) {
    clients
      .command(action)
      .argument('<client>')
      .description(meaning)
      .action(async (client: string, _options, command: Command) =>
        (await load()).switchClient(action, client, command),
      );
  }
  clients
    .command('delete')
    .argument('<client>')
    .description('forget a client and its secrets; everything issued to it is dead')
    .option(...YES)
    .action(async (client: string, options: { yes?: boolean }, command: Command) =>
      (await load()).deleteClient(client, options, command),
    );
  clients
    .command('lint')
    .argument('<client>')
    .description('judge a client by RFC 9700 and OAuth 2.1, from A to F')
    .addOption(choice('--at-least <grade>', 'end with 1 when it is worse', ['A', 'B', 'C', 'D', 'E']))
    .action(async (client: string, options: { atLeast?: string }, command: Command) =>
      (await load()).lintClient(client, options, command),
    );
  const secret = clients.command('secret').description('secrets of a client: two may be live at once');
  secret
    .command('list')
    .argument('<client>')
    .description('when each was made, ends, and was last used')
    .action(async (client: string, _options, command: Command) => (await load()).listSecrets(client, command));
  secret
    .command('create')
    .argument('<client>')
    .description('make one beside the one that is live; shown once')
    .option(...DAYS)
    .action(async (client: string, options: SecretOptions, command: Command) =>
      (await load()).createSecret(client, options, command),
    );
  secret
    .command('roll')
    .argument('<client>')
    .description('make one, shown once, and let the others end')
    .option('--overlap <seconds>', 'how long the others go on (default: a day)', wholeNumber(0, 31_622_400))
    .option(...DAYS)
    .action(async (client: string, options: SecretOptions, command: Command) =>
      (await load()).rollSecret(client, options, command),
    );
  secret
    .command('delete')
    .argument('<client>')
    .argument('<secret>', 'its id')
    .description('it stops working at once')
    .option(...YES)
    .action(async (client: string, id: string, options: { yes?: boolean }, command: Command) =>
      (await load()).deleteSecret(client, id, options, command),
    );
}

/** What tokens are searched by, and what they are revoked by. */
function filtered(command: Command): Command {
  return command
    .option('--client <client>', 'issued to this client')
    .option('--user <user>', 'issued for this person: a username, an e-mail address or an id')
    .option('--session <id>', 'approved in this session')
    .option('--family <id>', 'descended from this approval')
    .option('--consent <id>', 'under this consent')
    .option('--token <id>', 'the token itself: the "jti" of a JWT')
    .option('--subject <id>', 'the "sub": the id of a person or client')
    .addOption(choice('--kind <kind>', 'only this kind', TOKEN_KIND_WORDS))
    .addOption(choice('--state <state>', 'only in this state', TOKEN_STATE_WORDS))
    .option('--grant <type>', 'got by this grant type')
    .option('--scope <word>', 'with this word in its scope')
    .option('--audience <uri>', 'for this API')
    .option('--ip <address>', 'issued to this address')
    .option('--issued-from <time>', 'such as 2026-03-01T12:00:00Z, or 24h for a day ago', time)
    .option('--issued-to <time>', 'see above', time)
    .option('--expires-from <time>', 'see above', time)
    .option('--expires-to <time>', 'see above', time);
}

/** Of everything that is revoked. */
function revoking(command: Command): Command {
  return command
    .option('--reason <sentence>', 'why, for whoever reads the audit log')
    .addOption(choice('--cause <word>', 'why, in one word', REVOCATION_CAUSE_WORDS).default('other'))
    .option('--preview', 'show what would end, and end nothing')
    .option('--include-added', 'take along what has joined since the preview')
    .option(...YES);
}

function addTokens(tokens: Command): void {
  const load = () => import('./commands/tokens.command');
  const loadRevocations = () => import('./commands/revocations.command');
  examples(
    filtered(paged(tokens.command('list').description('search everything that was issued')))
      .option('--oldest-first', 'in the order of issue')
      .action(async (options: TokenListOptions, command: Command) => (await load()).listTokens(options, command)),
    [
      ['gatehouse tokens list --user alice --state active', ''],
      ['gatehouse tokens list --client web --kind refresh_token --issued-from 24h', ''],
    ],
  );
  tokens
    .command('show')
    .argument('<token>', 'its id; - reads the token itself from standard input')
    .description('show what is known of a token, and whether it would be accepted now')
    .action(async (token: string, _options, command: Command) => (await load()).showToken(token, command));
  examples(
    tokens
      .command('lookup')
      .description('find a token that you hold; only its id and digest leave this machine')
      .action(async (_options, command: Command) => (await load()).lookUpToken(command)),
    [
      ['gatehouse tokens lookup', 'asks for it and does not show it'],
      ['gatehouse tokens lookup < token.txt', 'never as an argument: those are seen by others'],
    ],
  );
  paged(
    tokens
      .command('lineage')
      .argument('<token>', 'its id; - reads the token itself from standard input')
      .description('show where a token comes from and what came of it, as a tree'),
  ).action(async (token: string, options: PageOptions, command: Command) =>
    (await load()).showLineage(token, options, command),
  );
  examples(
    revoking(
      filtered(tokens.command('revoke').description('end tokens: shows what would end, asks, and prints a receipt')),
    )
      .option('--pasted', 'the token on standard input')
      .option('--descendants <id>', 'this token and everything that came of it')
      .option('--key <kid>', 'everything that this signing key signed')
      .option('--secret <id>', 'with --client: a secret that leaked')
      .option('--matching', 'everything that matches all of the filters')
      .action(async (options: RevokeOptions, command: Command) =>
        (await loadRevocations()).revokeTokens(options, command),
      ),
    [
      ['gatehouse tokens revoke --user alice --reason "lost laptop" --cause lost_device', ''],
      ['gatehouse tokens revoke --pasted --reason "found in a log" --yes < token.txt', ''],
      ['gatehouse tokens revoke --matching --client web --ip 203.0.113.7 --issued-from 7d --preview', ''],
    ],
  );
  tokens
    .command('receipt')
    .argument('<id>', 'of a preview or a revocation')
    .description('show what a revocation ended')
    .action(async (id: string, _options, command: Command) => (await loadRevocations()).showReceipt(id, command));
}

/** `gatehouse keys revoke`, beside the commands on the database. */
export function addKeyRevocation(keys: Command): void {
  revoking(
    keys
      .command('revoke')
      .argument('<kid>')
      .description('nothing that this key signed is believed any more (over the admin API)'),
  ).action(async (kid: string, options: RevokeOptions, command: Command) =>
    (await import('./commands/revocations.command')).revokeKey(kid, options, command),
  );
}

function filteredEvents(command: Command): Command {
  return command
    .option('--event <id...>', 'such as client.disabled, or client.* for all that begin so')
    .addOption(choice('--outcome <outcome>', 'only these', OUTCOME_WORDS))
    .option('--actor <id>', 'who did it: an account or client id')
    .addOption(choice('--actor-kind <kind>', 'what did it', ACTOR_KIND_WORDS))
    .option('--target <id>', 'what it was done to')
    .option('--target-kind <kind>', 'such as client or account')
    .option('--client <client>', 'of this client')
    .option('--subject <id>', 'of this person')
    .option('--family <id>', 'of this approval')
    .option('--session <id>', 'of this session')
    .option('--ip <address>', 'from this address')
    .option('--check <name>', 'refused by this check')
    .option('--reference <reference>', 'under the reference that somebody saw')
    .option('--mentions <text>', 'with these words somewhere in the event')
    .option('--from <time>', 'such as 2026-03-01T12:00:00Z, or 24h for a day ago', time)
    .option('--to <time>', 'see above', time);
}

/** `gatehouse audit …`, beside `verify` on the database. */
export function addAuditLog(audit: Command): void {
  const load = () => import('./commands/audit-log.command');
  examples(
    filteredEvents(paged(audit.command('list').description('search the audit log, newest first'))).action(
      async (options: AuditFilterOptions & PageOptions, command: Command) =>
        (await load()).listEvents(options, command),
    ),
    [["gatehouse audit list --event 'client.*' --from 7d", '']],
  );
  audit
    .command('show')
    .argument('<event>', 'its id')
    .description('show an event with all that was noted')
    .action(async (id: string, _options, command: Command) => (await load()).showEvent(id, command));
  examples(
    filteredEvents(audit.command('export').description('everything that a filter matches, oldest first'))
      .addOption(
        choice('--format <format>', 'csv for spreadsheets; jsonl proves itself', ['csv', 'jsonl']).default('jsonl'),
      )
      .option('--output <file>', 'write it there, whole or not at all')
      .action(async (options: ExportEventsOptions, command: Command) => (await load()).exportEvents(options, command)),
    [['gatehouse audit export --from 2026-03-01 --to 2026-04-01 --output march.jsonl', '']],
  );
  examples(
    filteredEvents(audit.command('tail').description('follow the audit log until it is stopped'))
      .option('--count <number>', 'stop after so many events', wholeNumber(1, 1_000_000))
      .action(async (options: AuditFilterOptions & { count?: number }, command: Command) =>
        (await load()).followEvents(options, command),
      ),
    [['gatehouse audit tail --outcome refused --json', 'one event on each line']],
  );
}

function addUsers(users: Command): void {
  const load = () => import('./commands/users.command');
  paged(users.command('list').description('list people, newest first'))
    .option('--search <text>', 'the beginning of a username or e-mail address')
    .addOption(choice('--state <state>', 'only these', ['enabled', 'disabled']))
    .option('--role <role>', 'only people with this role')
    .action(async (options: UserListOptions, command: Command) => (await load()).listUsers(options, command));
  const who = ['<user>', 'a username, an e-mail address or an id'] as const;
  users
    .command('show')
    .argument(...who)
    .description('show a person')
    .action(async (user: string, _options, command: Command) => (await load()).showUser(user, command));
  for (const [action, meaning] of [
    ['disable', 'sign a person out everywhere, and let nothing be issued any more'],
    ['enable', 'let a person sign in again'],
  ] as const) {
    users
      .command(action)
      .argument(...who)
      .description(meaning)
      .action(async (user: string, _options, command: Command) => (await load()).switchUser(action, user, command));
  }
  examples(
    users
      .command('set-roles')
      .argument(...who)
      .argument('[roles...]', 'all that the person is to have; none takes every role away')
      .description('owner, admin, developer, auditor, support')
      .action(async (user: string, roles: string[], _options, command: Command) =>
        (await load()).setRoles(user, roles, command),
      ),
    [['gatehouse users set-roles alice admin auditor', '']],
  );
}

function addSessions(sessions: Command): void {
  const load = () => import('./commands/sessions.command');
  paged(sessions.command('list').description('list signed-in browsers, newest first'))
    .option('--user <user>', 'of this person')
    .option('--client <client>', 'in which this client was approved')
    .option('--ip <address>', 'the address at the last sign-in')
    .addOption(choice('--state <state>', 'only these', SESSION_STATE_WORDS))
    .action(async (options: SessionListOptions, command: Command) => (await load()).listSessions(options, command));
  examples(
    sessions
      .command('end')
      .argument('[session]', 'its id')
      .description('sign a browser out, and end everything that was issued in it')
      .option('--user <user>', 'instead: every session of this person, and everything issued')
      .option('--reason <sentence>', 'why, for whoever reads the audit log')
      .addOption(choice('--cause <word>', 'why, in one word', REVOCATION_CAUSE_WORDS))
      .option(...YES)
      .action(async (session: string | undefined, options: EndOptions, command: Command) =>
        (await load()).endSessions(session, options, command),
      ),
    [['gatehouse sessions end --user alice --reason "left the company" --cause left_organization', '']],
  );
}
