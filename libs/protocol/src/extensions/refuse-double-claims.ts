/** Extensions may only add: a key that two of them claim would belong to whoever comes last, so start-up refuses it. */
import type { ProtocolOptions } from '../protocol-options';
import type { Extension } from './extension';

/** @throws Error naming the key and both extensions */
export function refuseDoubleClaims(extensions: readonly Extension[], options: ProtocolOptions): void {
  const claimants = new Map<string, string>();
  for (const extension of extensions) {
    for (const key of new Set(claimsOf(extension, options))) {
      const other = claimants.get(key);
      if (other !== undefined) throw new Error(`two extensions claim ${key}: ${other} and ${extension.name}`);
      claimants.set(key, extension.name);
    }
  }
}

function* claimsOf(extension: Extension, options: ProtocolOptions): Generator<string> {
  yield `the name ${extension.name}`;
  for (const name of extension.authorizeParameters ?? []) yield `the authorization parameter ${name}`;
  for (const name of extension.tokenParameters ?? []) yield `the token parameter ${name}`;
  for (const name of Object.keys(extension.metadata?.(options) ?? {})) yield `the metadata ${name}`;
}
