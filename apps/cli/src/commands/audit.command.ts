import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { auditKeys, type Checkpoint } from '@gatehouse/audit';
import type { AuditVerification } from '@gatehouse/persistence';
import { EndedWith, EXIT, UsageError } from '../exit-codes';
import { answer, Progress, say } from '../output';
import { withStoredServices } from '../services';

export interface VerifyAuditOptions {
  readonly log?: readonly string[];
}

/** `gatehouse audit verify`: straight on the database, so that nobody has to trust a server for it. */
export async function verifyAudit(options: VerifyAuditOptions, command: Command): Promise<void> {
  const anchors = await checkpointsIn(options.log ?? []);
  await withStoredServices(async ({ persistence, keys }, everStarted) => {
    if (!everStarted) {
      return answer(command, { verdict: 'sound', events: 0 }, [
        'Nothing has happened yet: no server has ever started.',
      ]);
    }
    const progress = new Progress('verified');
    const verifier = persistence.audit.verifier(auditKeys((purpose) => keys.secretKey(purpose)));
    const end = (await persistence.audit.log.head())?.seq;
    const result = await verifier.verify({ anchors, progress: (seq) => progress.step(seq, end) });
    progress.end();
    answer(command, inJson(result, anchors.length), inWords(result, anchors.length));
    if (result.fault) throw new EndedWith(EXIT.failed);
  });
}

function inJson({ fault, from, events, unsealed, checkpoints, head }: AuditVerification, anchors: number) {
  return {
    verdict: fault ? 'faulty' : 'sound',
    fault: fault ? { kind: fault.kind, seq: fault.seq, event_id: fault.eventId, message: fault.message } : null,
    from,
    through: head.seq,
    chain: head.chain.toString('hex'),
    events,
    unsealed,
    checkpoints,
    checkpoints_from_logs: anchors,
  };
}

function inWords(result: AuditVerification, anchors: number): string[] {
  const { fault, from, events, unsealed, checkpoints, head } = result;
  if (fault)
    return [`FAULT  ${fault.message}`, `       (${fault.kind}; ${events} events before it are as they were written)`];
  const range = events === 0 ? 'no sealed events' : `events ${from} to ${head.seq}`;
  const lines = [
    `SOUND  ${range}, and ${unsealed} that wait for their place, are as they were written and complete.`,
    `       ${checkpoints} signed checkpoints fit.`,
  ];
  if (anchors === 0)
    lines.push('       What came after the last checkpoint is proven only with the checkpoints of a log: --log FILE.');
  return lines;
}

/** Checkpoints that a server has logged, kept where whoever can write to the database cannot. */
async function checkpointsIn(files: readonly string[]): Promise<Checkpoint[]> {
  const found: Checkpoint[] = [];
  for (const file of files) {
    const input = file === '-' ? process.stdin : createReadStream(file);
    const before = found.length;
    try {
      for await (const line of createInterface({ input, crlfDelay: Infinity })) {
        const checkpoint = line.includes('"audit_checkpoint"') ? checkpointOf(line) : undefined;
        if (checkpoint) found.push(checkpoint);
      }
    } catch (error) {
      throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (found.length === before) say(`There are no audit checkpoints in ${file}.`);
  }
  return found;
}

function checkpointOf(line: string): Checkpoint | undefined {
  try {
    const { seq, chain, at, key_id, signature } = (JSON.parse(line) as { audit_checkpoint: Record<string, unknown> })
      .audit_checkpoint;
    if (typeof seq !== 'number' || typeof at !== 'number' || typeof key_id !== 'string') return undefined;
    const bytes = (text: unknown, encoding: 'hex' | 'base64url') => Buffer.from(String(text), encoding);
    return { seq, at, keyId: key_id, chain: bytes(chain, 'hex'), signature: bytes(signature, 'base64url') };
  } catch {
    return undefined;
  }
}
