import type { Command } from 'commander';
import type { SigningKeyRecord } from '@gatehouse/protocol';
import { answer, table, timeText } from '../output';
import { withServices, withStoredServices } from '../services';

/** `gatehouse keys list` */
export async function listKeys(command: Command): Promise<void> {
  await withStoredServices(async ({ persistence }) => {
    const keys = await persistence.unitOfWork.reads.signingKeys.list({ retired: true });
    answer(
      command,
      keys.map(publicView),
      table(
        keys,
        [
          { title: 'KID', value: (key) => key.id },
          { title: 'ALGORITHM', value: (key) => key.algorithm },
          { title: 'STATE', value: (key) => (key.revokedAt === null ? key.state : 'revoked') },
          { title: 'MADE', value: (key) => timeText(key.createdAt) },
          { title: 'SIGNS SINCE', value: (key) => timeText(key.activatedAt) },
          { title: 'LEFT', value: (key) => timeText(key.revokedAt ?? key.retiredAt ?? key.retiringAt) },
        ],
        'No keys yet: the first start of a server makes them.',
      ),
    );
  });
}

/** `gatehouse keys rotate`; the running servers follow within a second. */
export async function rotateKeys(atOnce: boolean, command: Command): Promise<void> {
  await withServices(async ({ rotation }) => {
    const changes = [...(await rotation.rotate(true))];
    if (atOnce && changes.some((change) => change.change === 'announced'))
      changes.push(...(await rotation.rotate(true)));
    if (changes.length === 0) throw new Error('Nothing was rotated: another process is rotating right now. Try again.');
    answer(
      command,
      changes.map(({ keyId, algorithm, change }) => ({ kid: keyId, algorithm, change })),
      changes.map(({ keyId, algorithm, change }) => `${keyId}  ${algorithm}  ${change}`),
    );
  });
}

function publicView(key: SigningKeyRecord) {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    kid: key.id,
    algorithm: key.algorithm,
    state: key.state,
    created_at: time(key.createdAt),
    activated_at: time(key.activatedAt),
    retiring_at: time(key.retiringAt),
    retired_at: time(key.retiredAt),
    revoked_at: time(key.revokedAt),
  };
}
