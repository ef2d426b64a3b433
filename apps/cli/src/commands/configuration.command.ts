import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  applyConfiguration,
  formatFinding,
  planConfiguration,
  readConfiguration,
  type Configuration,
  type ConfigurationServices,
  type PlannedChange,
} from '@gatehouse/configuration';
import { environmentValues } from '../config';
import { answer } from '../output';
import { withServices, type Services } from '../services';

/** `gatehouse plan FILE` */
export async function plan(file: string, command: Command): Promise<void> {
  const configuration = await read(file);
  await withServices(async (services) => {
    const planned = await planConfiguration(configuration, servicesOf(services));
    report(command, [...planned.apis, ...planned.clients, ...planned.users]);
  });
}

/** `gatehouse apply FILE` */
export async function apply(file: string, command: Command): Promise<void> {
  const configuration = await read(file);
  await withServices(async (services) =>
    report(command, await applyConfiguration(configuration, servicesOf(services))),
  );
}

async function read(file: string): Promise<Configuration> {
  const { configuration, warnings } = readConfiguration(file, await readFile(file, 'utf8'), environmentValues());
  for (const warning of warnings) process.stderr.write(`warning: ${formatFinding(warning)}\n`);
  return configuration;
}

function servicesOf({ persistence, keys, accounts, passwords, clock }: Services): ConfigurationServices {
  return { registry: persistence.unitOfWork, identity: persistence.unitOfWork, keys, accounts, passwords, clock };
}

const MARKS = { create: '+', update: '~', unchanged: '=' } as const;

function report(command: Command, changes: readonly PlannedChange[]): void {
  const data = changes.map(({ kind, name, action, differences }) => ({ kind, name, action, differences }));
  const lines = changes.flatMap((change) => [
    `${MARKS[change.action]} ${change.kind} ${change.name}`,
    ...(change.action === 'update' ? change.differences.map(differenceLine) : []),
  ]);
  const changed = changes.filter((change) => change.action !== 'unchanged').length;
  answer(command, data, [...lines, changed === 0 ? 'Nothing to change.' : `${changed} of ${changes.length} differ.`]);
}

function differenceLine({ member, before, after }: PlannedChange['differences'][number]): string {
  return `    ${member}: ${JSON.stringify(before) ?? '(none)'} -> ${JSON.stringify(after) ?? '(none)'}`;
}
