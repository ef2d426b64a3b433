/** What RFC 9700 and OAuth 2.1 advise about a client of ours: the linter, told what it has to know of this instance. */
import { lintClient, type ClientMetadata, type LintReport } from '@gatehouse/client-rules';
import type { ClientRecord, ClientSecretRecord, ProtocolOptions } from '@gatehouse/protocol';
import { clientEntry } from './entries';

export interface LintedInstance {
  readonly options: Pick<ProtocolOptions, 'issuer' | 'accessTokenLifetime'>;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * @param entry in the words of the file, coherent, every default in it
 * @param secrets those of a client that is registered; left out = they are not judged
 */
export function lintClientEntry(
  entry: object,
  { options, now }: LintedInstance,
  secrets?: readonly ClientSecretRecord[],
): LintReport {
  const live = secrets?.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  return lintClient(entry as ClientMetadata, {
    now,
    production: new URL(options.issuer).protocol === 'https:',
    registration: { source: 'console', verified: true },
    server: { issParameter: true, pkceDowngradePrevented: true },
    defaultLifetimes: { accessToken: options.accessTokenLifetime },
    ...(live === undefined
      ? {}
      : {
          secrets: live.map(({ createdAt, expiresAt }) => ({
            createdAt,
            ...(expiresAt === null ? {} : { expiresAt }),
          })),
        }),
  });
}

/** The same for a client as it is stored. */
export function lintClientRecord(client: ClientRecord, instance: LintedInstance): LintReport {
  const { disabled: _state, ...entry } = clientEntry(client);
  return lintClientEntry(entry, instance, client.secrets);
}
