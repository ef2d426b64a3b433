/** `gatehouse doctor`: everything that can be wrong around an instance, with what to do about it. Changes nothing. */
import type { Command } from 'commander';
import type { Settings } from '@gatehouse/environment';
import { openPersistence, type Persistence } from '@gatehouse/persistence';
import { examineEnvironment } from '../config';
import { checkClock, checkKeyStates, checkMasterKey, checkOwner, checkSchema } from '../doctor/database-checks';
import {
  checkConfigurationFile,
  checkDisk,
  checkFiles,
  checkIssuerUrl,
  checkSettings,
} from '../doctor/environment-checks';
import { finding, type Finding, type FindingState } from '../doctor/finding';
import { checkDiscovery } from '../doctor/server-checks';
import { checkSealing, checkSweeps } from '../doctor/upkeep-checks';
import { EndedWith, EXIT } from '../exit-codes';
import { answer, printable } from '../output';
import { missingDatabase, servicesOn } from '../services';

export async function runDoctor(command: Command): Promise<void> {
  const findings = await examine();
  const healthy = !findings.some(({ state }) => state === 'broken');
  answer(command, { healthy, checks: findings }, linesOf(findings));
  if (!healthy) throw new EndedWith(EXIT.failed);
}

async function examine(): Promise<Finding[]> {
  const environment = examineEnvironment();
  const { settings } = environment;
  const settingsFindings = checkSettings(environment);
  if (!settings) return settingsFindings;
  return [
    ...settingsFindings,
    ...checkFiles(settings),
    ...(await checkDisk(settings)),
    ...(await checkConfigurationFile(settings)),
    ...(await examineDatabase(settings)),
    checkIssuerUrl(settings),
    await checkDiscovery(settings.issuer.url),
  ];
}

async function examineDatabase(settings: Settings): Promise<Finding[]> {
  const missing = missingDatabase(settings);
  if (missing !== undefined) {
    const [detail = '', fix] = missing.split(/ (?=Start )/);
    return [finding('database', 'broken', detail, fix)];
  }
  let persistence: Persistence;
  try {
    persistence = await openPersistence({ databaseUrl: settings.database.url, migrate: false });
  } catch (error) {
    const fix = 'Look at DATABASE_URL, and whether the database server runs and lets this user in.';
    return [finding('database', 'broken', `The database cannot be opened: ${(error as Error).message}`, fix)];
  }
  try {
    return await examineOpen(settings, persistence);
  } catch (error) {
    const detail = `The database stopped answering: ${(error as Error).message}`;
    return [finding('database', 'broken', detail, 'Look at the database server’s own log.')];
  } finally {
    await persistence.close();
  }
}

async function examineOpen(settings: Settings, persistence: Persistence): Promise<Finding[]> {
  const clock = await checkClock(persistence);
  const findings = [finding('database', 'ok', `The database answers (${persistence.dialect}).`), clock];
  const schema = await checkSchema(persistence);
  findings.push(schema);
  if (schema.state === 'broken') return findings;
  const services = servicesOn(settings, persistence);
  const masterKey = await checkMasterKey(services);
  findings.push(masterKey);
  if (masterKey.state === 'ok') findings.push(...(await checkKeyStates(services)));
  findings.push(await checkOwner(services), ...(await checkSweeps(services)), await checkSealing(services));
  return findings;
}

const MARKS: Readonly<Record<FindingState, string>> = { ok: '✓', warning: '!', broken: '✗', skipped: '–' };

function linesOf(findings: readonly Finding[]): string[] {
  const lines = findings.flatMap(({ check, state, detail, fix }) => [
    `${MARKS[state]} ${check}: ${printable(detail)}`,
    ...(fix === undefined ? [] : [`    ${printable(fix)}`]),
  ]);
  const broken = findings.filter(({ state }) => state === 'broken').length;
  const doubtful = findings.filter(({ state }) => state === 'warning').length;
  const verdict = broken === 0 ? 'Nothing is broken' : `${broken} broken`;
  return [...lines, '', doubtful === 0 ? `${verdict}.` : `${verdict}, ${doubtful} to look at.`];
}
