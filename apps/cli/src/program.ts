/** Every command, one line each; what they do stands in `commands/`. */
import { Command } from 'commander';
import { apply, plan } from './commands/configuration.command';
import { listKeys, rotateKeys } from './commands/keys.command';
import { migrate } from './commands/migrate.command';
import { offerSetupCode } from './commands/setup-code.command';

export function createProgram(): Command {
  const program = new Command('gatehouse')
    .description('Operate a Gatehouse instance. Reads the same environment variables and .env file as the server.')
    .option('--json', 'answer in JSON')
    .showHelpAfterError('Add --help for the commands and their options.')
    .exitOverride();
  program
    .command('setup-code')
    .description('print a new one-time link that creates the first owner')
    .action((_options, command: Command) => offerSetupCode(command));
  program
    .command('migrate')
    .description('bring the database to this version')
    .action((_options, command: Command) => migrate(command));
  program
    .command('plan')
    .argument('<file>', 'gatehouse.yaml')
    .description('show what applying a configuration file would change')
    .action((file: string, _options, command: Command) => plan(file, command));
  program
    .command('apply')
    .argument('<file>', 'gatehouse.yaml')
    .description('apply a configuration file; doing it twice changes nothing')
    .action((file: string, _options, command: Command) => apply(file, command));
  const keys = program.command('keys').description('signing keys');
  keys
    .command('list')
    .description('show every key and where it stands in its life')
    .action((_options, command: Command) => listKeys(command));
  keys
    .command('rotate')
    .description('announce a new key; when one is announced already, let it sign')
    .option('--now', 'announce and hand over at once, before relying parties could fetch the new key')
    .action((options: { now?: boolean }, command: Command) => rotateKeys(options.now === true, command));
  return program;
}
