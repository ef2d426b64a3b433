/** `gatehouse operator create`: the first way into the admin API, for a newcomer and after everything else was lost. */
import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import type { Command } from 'commander';
import { clientSettings } from '@gatehouse/configuration';
import { ADMIN_SCOPE_NAMES, isAdminScope } from '@gatehouse/contracts';
import { CLIENT_SECRET_PURPOSE, clientSecretDigest, newOpaqueSecret } from '@gatehouse/protocol';
import { UsageError } from '../exit-codes';
import { answer, say, timeText } from '../output';
import { OPERATOR, withServices } from '../services';

export interface OperatorOptions {
  readonly name: string;
  readonly scope?: readonly string[];
  readonly days?: number;
  /** A path, or true for `.env`. */
  readonly save?: string | true;
}

const DAY = 86_400_000;
const VARIABLES = { id: 'GATEHOUSE_CLIENT_ID', secret: 'GATEHOUSE_CLIENT_SECRET' } as const;

export async function createOperator(options: OperatorOptions, command: Command): Promise<void> {
  const scopes = options.scope ?? ADMIN_SCOPE_NAMES;
  const unknown = scopes.filter((scope) => !isAdminScope(scope));
  if (unknown.length > 0) {
    throw new UsageError(`Unknown: ${unknown.join(', ')}. The admin API has: ${ADMIN_SCOPE_NAMES.join(', ')}.`);
  }
  const file = options.save === true ? '.env' : options.save;
  // Asked first: a secret that cannot be kept must not be made.
  const present = file === undefined ? '' : await readEnvironmentFile(file);
  await withServices(async ({ persistence, keys, clock }) => {
    const now = clock.now();
    const clientId = `operator-${randomBytes(4).toString('hex')}`;
    const { value, id } = newOpaqueSecret('clientSecret', now);
    const settings = clientSettings({
      client_id: clientId,
      client_name: options.name,
      application_type: 'machine',
      grant_types: ['client_credentials'],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: scopes.join(' '),
    });
    const expiresAt = options.days === undefined ? null : now + options.days * DAY;
    const digest = clientSecretDigest(keys.secretKey(CLIENT_SECRET_PURPOSE), value);
    const target = { kind: 'client', id: clientId };
    await persistence.unitOfWork.runRegistry(async (stores) => {
      await stores.clients.save({ ...settings, secrets: [], disabledAt: null, createdAt: now, updatedAt: now });
      const unused = { lastUsedAt: null, lastUsedIp: null, lastUsedMethod: null };
      await stores.clients.addSecret({ id, clientId, digest, createdAt: now, expiresAt, ...unused });
      const after = { client_name: options.name, application_type: 'machine', scope: scopes.join(' ') };
      await stores.audit.append(
        { id: 'client.created', at: now, actor: OPERATOR, target, clientId, detail: { before: {}, after } },
        { id: 'client_secret.created', at: now, actor: OPERATOR, target, clientId, detail: { secret_id: id } },
      );
    });
    if (file !== undefined)
      await append(file, present, [`${VARIABLES.id}=${clientId}`, `${VARIABLES.secret}=${value}`]);
    const until = expiresAt === null ? {} : { expires_at: expiresAt };
    const saved = { client_id: clientId, ...until, saved: file };
    answer(
      command,
      file === undefined ? { client_id: clientId, client_secret: value, scopes, ...until } : { ...saved, scopes },
      file === undefined ? [`${VARIABLES.id}=${clientId}`, `${VARIABLES.secret}=${value}`] : [],
    );
    if (file === undefined) say('The secret is shown this once. Set both variables, or put them into .env.');
    else say(`Made ${clientId}, and wrote its credentials to ${file}.`);
    if (expiresAt !== null) say(`The secret ends ${timeText(expiresAt)}.`);
    say(`Try it: gatehouse clients list      Take it back: gatehouse clients delete ${clientId}`);
  });
}

/** What the file holds now. @throws Error when it has credentials already: two of them would be a riddle */
async function readEnvironmentFile(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
  const taken = Object.values(VARIABLES).filter((name) => parseEnv(text)[name]);
  if (taken.length > 0) throw new Error(`${file} has ${taken.join(' and ')} already. Remove them first.`);
  return text;
}

async function append(file: string, present: string, lines: readonly string[]): Promise<void> {
  const gap = present === '' || present.endsWith('\n') ? '' : '\n';
  await writeFile(file, `${gap}${lines.join('\n')}\n`, { flag: 'a', mode: 0o600 });
  await chmod(file, 0o600);
}
