import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  applyConfiguration,
  CONFIGURATION_MAXIMUM_LENGTH,
  ConfigurationError,
  exportConfiguration,
  formatConfiguration,
  formatFinding,
  planConfiguration,
  readConfiguration,
  type Configuration,
  type ConfigurationServices,
  type ExportedConfiguration,
  type PlannedChange,
} from '@gatehouse/configuration';
import { environmentValues } from '../config';
import { EndedWith, EXIT } from '../exit-codes';
import { answer, printable, Progress, say } from '../output';
import { OPERATOR, withServices, withStoredServices, type Services } from '../services';

export interface FileOptions {
  readonly keepSecrets?: boolean;
  readonly detailedExitcode?: boolean;
}

/** `gatehouse plan FILE` */
export async function plan(file: string, options: FileOptions, command: Command): Promise<void> {
  const configuration = await read(file, options);
  await withStoredServices(async (services) => {
    const planned = await withProgress((progress) =>
      planConfiguration(configuration, { ...servicesOf(services), progress }),
    );
    const changes = [...planned.apis, ...planned.clients, ...planned.users];
    report(command, changes);
    const changed = changes.some((change) => change.action !== 'unchanged');
    if (options.detailedExitcode === true && changed) throw new EndedWith(EXIT.differences);
  });
}

/** `gatehouse apply FILE` */
export async function apply(file: string, options: FileOptions, command: Command): Promise<void> {
  const configuration = await read(file, options);
  await withServices(async (services) =>
    report(
      command,
      await withProgress((progress) => applyConfiguration(configuration, { ...servicesOf(services), progress })),
    ),
  );
}

async function read(file: string, { keepSecrets = false }: FileOptions): Promise<Configuration> {
  const text = await readFile(file, 'utf8');
  const { configuration, warnings } = readConfiguration(file, text, environmentValues(), { keepSecrets });
  say(...warnings.map((warning) => `warning: ${formatFinding(warning)}`));
  return configuration;
}

function servicesOf({ persistence, keys, accounts, passwords, clock }: Services): ConfigurationServices {
  const { unitOfWork } = persistence;
  return { registry: unitOfWork, identity: unitOfWork, keys, accounts, passwords, clock, actor: OPERATOR };
}

async function withProgress<T>(
  work: (progress: NonNullable<ConfigurationServices['progress']>) => Promise<T>,
): Promise<T> {
  const steps = { compared: new Progress('compared'), applied: new Progress('users applied') };
  try {
    return await work((step, done, of) => steps[step].step(done, of));
  } finally {
    for (const progress of Object.values(steps)) progress.end();
  }
}

const MARKS = { create: '+', update: '~', unchanged: '=' } as const;

function report(command: Command, changes: readonly PlannedChange[]): void {
  const data = changes.map(({ kind, name, action, differences }) => ({ kind, name, action, differences }));
  const lines = changes.flatMap((change) => [
    `${MARKS[change.action]} ${change.kind} ${printable(change.name)}`,
    ...(change.action === 'update' ? change.differences.flatMap(differenceLines) : []),
  ]);
  const changed = changes.filter((change) => change.action !== 'unchanged').length;
  answer(command, data, [...lines, changed === 0 ? 'Nothing to change.' : `${changed} of ${changes.length} differ.`]);
}

function differenceLines({ member, before, after }: PlannedChange['differences'][number]): string[] {
  const [old, wanted] = [entriesOf(member, before), entriesOf(member, after)];
  if (!old || !wanted || old.length + wanted.length === 0) {
    return [`    ${member}: ${textOf(before)} -> ${textOf(after)}`];
  }
  const gone = old.filter((entry) => !wanted.includes(entry)).map((entry) => `      - ${entry}`);
  const added = wanted.filter((entry) => !old.includes(entry)).map((entry) => `      + ${entry}`);
  return [`    ${member}:`, ...(gone.length + added.length === 0 ? ['      (another order)'] : [...gone, ...added])];
}

/** The entries of a list, one text each. */
function entriesOf(member: string, value: unknown): string[] | undefined {
  if (member === 'scope' && typeof value === 'string') return value.split(' ').map(printable);
  if (value === undefined) return [];
  return Array.isArray(value)
    ? value.map((entry) => (typeof entry === 'string' ? printable(entry) : textOf(entry)))
    : undefined;
}

function textOf(value: unknown): string {
  return printable(JSON.stringify(value) ?? '(none)');
}

export interface ExportCommandOptions {
  readonly output?: string;
  /** commander's `--no-users`. */
  readonly users: boolean;
}

/** `gatehouse export` */
export async function exportFile({ output, users }: ExportCommandOptions, command: Command): Promise<void> {
  const exported = await withStoredServices(async ({ persistence, clock }) => {
    const { unitOfWork } = persistence;
    const progress = new Progress('users read');
    try {
      const step = (read: number): void => progress.step(read);
      const services = { registry: unitOfWork, identity: unitOfWork, now: clock.now(), progress: step };
      return await exportConfiguration(services, { users });
    } finally {
      progress.end();
    }
  });
  const text = formatConfiguration(exported);
  const warnings = [...exported.warnings, ...faultsOf(text, exported)];
  say(...warnings.map((warning) => `warning: ${warning}`));
  if (output !== undefined) await writeWhole(output, text);
  const { apis, clients, users: people } = exported.document;
  const counts = `${apis.length} APIs, ${clients.length} clients and ${people.length} users`;
  if (output !== undefined) say(`Wrote ${counts} to ${output}.`);
  if (exported.references.length > 0 && output !== undefined) {
    say(
      `It refers to ${exported.references.length} variables, named in the file; set them before it is applied elsewhere.`,
    );
  }
  const written = output === undefined ? { configuration: exported.document } : { output };
  const data = { ...written, references: exported.references, warnings };
  answer(command, data, output === undefined ? [text.slice(0, -1)] : []);
}

/** Rules may have become stricter since something was stored: then the file needs a hand before it can be applied. */
function faultsOf(text: string, { references }: ExportedConfiguration): string[] {
  if (text.length > CONFIGURATION_MAXIMUM_LENGTH) {
    return ['It is too large to be applied as a whole. Split it, or leave out people with --no-users.'];
  }
  try {
    readConfiguration(
      'exported',
      text,
      Object.fromEntries(references.map((name) => [name, randomBytes(32).toString('hex')])),
    );
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.findings.map((finding) => `It would not be applied as it is: ${formatFinding(finding)}`);
  }
}

/** The whole file or none, readable by its owner alone: it names people. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
