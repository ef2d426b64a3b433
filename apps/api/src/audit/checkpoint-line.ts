import type { Checkpoint } from '@gatehouse/audit';

/** A checkpoint in the words of the log and of the admin API; `gatehouse audit verify --log` reads it back. */
export interface CheckpointLine {
  readonly seq: number;
  readonly chain: string;
  readonly at: number;
  readonly key_id: string;
  readonly signature: string;
}

export function checkpointLine({ seq, chain, at, keyId, signature }: Checkpoint): CheckpointLine {
  return { seq, chain: chain.toString('hex'), at, key_id: keyId, signature: signature.toString('base64url') };
}

export function describeCheckpoint(checkpoint: Checkpoint): { readonly audit_checkpoint: CheckpointLine } {
  return { audit_checkpoint: checkpointLine(checkpoint) };
}
