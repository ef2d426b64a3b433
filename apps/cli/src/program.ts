/**
 * Every command, with its help; what they do stands in `commands/`, loaded when it is asked for: most need the database's
 * libraries, which take longer to load than everything else.
 */
import { Command } from 'commander';
import { wholeNumber } from './arguments';
import type { VerifyAuditOptions } from './commands/audit.command';
import type { ExportCommandOptions, FileOptions } from './commands/configuration.command';
import type { OperatorOptions } from './commands/operator.command';
import type { PurgeCommandOptions } from './commands/purge.command';
import { examples } from './help';
import { addAdminCommands, addAuditLog, addKeyRevocation } from './program-admin';

export function createProgram(): Command {
  const program = new Command('gatehouse')
    .description('Operate a Gatehouse instance. Reads the same environment variables and .env file as the server.')
    .option('--json', 'answer in JSON')
    .showHelpAfterError('Add --help for the commands and their options.')
    .exitOverride();
  addInstanceCommands(program);
  addConfigurationCommands(program);
  addKeyCommands(program);
  addAuditCommands(program);
  addAdminCommands(program);
  return examples(program, [
    ['gatehouse doctor', 'is everything all right?'],
    ['gatehouse plan gatehouse.yaml', 'what would this file change?'],
    ['gatehouse operator create --save', 'a way into the admin API, for the commands that use it'],
  ]).addHelpText(
    'after',
    '\nExit codes: 0 done · 1 failed, refused or broken · 2 wrong usage · 3 plan --detailed-exitcode found differences ·' +
      '\n78 the environment or the file is not right.',
  );
}

function addInstanceCommands(program: Command): void {
  program.commandsGroup('The instance (straight on the database):');
  program
    .command('setup-code')
    .description('print a new one-time link that creates the first owner')
    .action(async (_options, command: Command) =>
      (await import('./commands/setup-code.command')).offerSetupCode(command),
    );
  program
    .command('migrate')
    .description('bring the database to this version')
    .action(async (_options, command: Command) => (await import('./commands/migrate.command')).migrate(command));
  examples(
    program
      .command('doctor')
      .description('look for everything that can be wrong, and say what to do about it; changes nothing')
      .action(async (_options, command: Command) => (await import('./commands/doctor.command')).runDoctor(command)),
    [['gatehouse doctor --json | jq .healthy', 'for a monitor; the exit code is 1 when something is broken']],
  );
  examples(
    program
      .command('purge')
      .description('remove at once what has expired; a running server does the same by itself, in small steps')
      .option('--dry-run', 'only count what would go')
      .action(async (options: PurgeCommandOptions, command: Command) =>
        (await import('./commands/purge.command')).purge(options, command),
      ),
    [['gatehouse purge --dry-run', 'how much is there to remove?']],
  );
  const operator = program.command('operator').description('machine clients that administer this instance');
  examples(
    operator
      .command('create')
      .description('register one with the scopes of the admin API, and show its secret once')
      .option('--name <name>', 'what people see in lists', 'Command line')
      .option('--scope <scope...>', 'only these scopes of the admin API')
      .option('--days <number>', 'end the secret after so many days', wholeNumber(1, 3650))
      .option('--save [file]', 'write the credentials to this file instead of showing them (default: .env)')
      .action(async (options: OperatorOptions, command: Command) =>
        (await import('./commands/operator.command')).createOperator(options, command),
      ),
    [
      ['gatehouse operator create --save', 'and every command below works'],
      ['gatehouse operator create --name CI --scope clients:read clients:write --days 90', ''],
    ],
  );
}

function addConfigurationCommands(program: Command): void {
  program.commandsGroup('Configuration as code (straight on the database):');
  const keepSecrets = [
    '--keep-secrets',
    'where the variable of a secret or password is not set, leave what is stored as it is',
  ] as const;
  examples(
    program
      .command('plan')
      .argument('<file>', 'gatehouse.yaml')
      .description('show what applying a configuration file would change; changes nothing')
      .option(...keepSecrets)
      .option('--detailed-exitcode', 'end with 3 when there is something to change')
      .action(async (file: string, options: FileOptions, command: Command) =>
        (await import('./commands/configuration.command')).plan(file, options, command),
      ),
    [
      ['gatehouse plan gatehouse.yaml', ''],
      ['gatehouse plan gatehouse.yaml --keep-secrets --detailed-exitcode', 'has anything drifted?'],
    ],
  );
  examples(
    program
      .command('apply')
      .argument('<file>', 'gatehouse.yaml')
      .description('apply a configuration file; doing it twice changes nothing')
      .option(...keepSecrets)
      .action(async (file: string, options: FileOptions, command: Command) =>
        (await import('./commands/configuration.command')).apply(file, options, command),
      ),
    [['WEB_CLIENT_SECRET=$(openssl rand -hex 32) gatehouse apply gatehouse.yaml', '']],
  );
  examples(
    program
      .command('export')
      .description('print this instance as a configuration file; secrets become ${NAME}')
      .option('--output <file>', 'write it there, whole or not at all, readable by its owner alone')
      .option('--no-users', 'leave out people')
      .action(async (options: ExportCommandOptions, command: Command) =>
        (await import('./commands/configuration.command')).exportFile(options, command),
      ),
    [
      ['gatehouse export --output gatehouse.yaml', ''],
      ['gatehouse export --json | jq -r .references[]', 'variables to set before it is applied elsewhere'],
    ],
  );
}

function addAuditCommands(program: Command): void {
  program.commandsGroup('The audit log:');
  const audit = program.command('audit').description('find, follow, export and verify what happened');
  examples(
    audit
      .command('verify')
      .description('go through the whole log and name the first row that is not as it was written (on the database)')
      .option('--log <file...>', 'logs of the servers: the checkpoints in them prove the end of the audit log as well')
      .action(async (options: VerifyAuditOptions, command: Command) =>
        (await import('./commands/audit.command')).verifyAudit(options, command),
      ),
    [
      ['gatehouse audit verify', 'the exit code is 1 when something is wrong'],
      ['gatehouse audit verify --log /var/log/gatehouse/*.log --json', ''],
    ],
  );
  addAuditLog(audit);
}

function addKeyCommands(program: Command): void {
  program.commandsGroup('Signing keys:');
  const keys = program.command('keys').description('signing keys');
  keys
    .command('list')
    .description('show every key and where it stands in its life')
    .action(async (_options, command: Command) => (await import('./commands/keys.command')).listKeys(command));
  keys
    .command('rotate')
    .description('announce a new key; when one is announced already, let it sign')
    .option('--now', 'announce and hand over at once, before relying parties could fetch the new key')
    .action(async (options: { now?: boolean }, command: Command) =>
      (await import('./commands/keys.command')).rotateKeys(options.now === true, command),
    );
  addKeyRevocation(keys);
}
