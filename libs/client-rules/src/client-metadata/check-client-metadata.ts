/** Is a client's registration coherent? One answer for the console, the configuration file, dynamic registration and metadata documents. */
import type { RuleFinding } from '../rule-finding';
import { completeOptions, type ClientMetadataCheckOptions } from './check-client-metadata-options';
import { applicationTypeRules } from './application-type-rules';
import type { ClientMetadata } from './client-metadata';
import { clientAuthenticationRules } from './client-authentication-rules';
import { effectiveClientMetadata } from './effective-client-metadata';
import { grantRules } from './grant-rules';
import { isRecord } from './is-record';
import { keySetRules } from './key-set-rules';
import { namingRules } from './naming-rules';
import { shapeRules } from './shape-rules';
import { uriRules } from './uri-rules';

/**
 * Everything that is wrong with `metadata`, which may be anything that came out of a JSON or YAML parser. Rules C.. are
 * about members and how they fit together, rules R.. about single redirect URIs. No `error` among the findings means
 * that the value is a `ClientMetadata`. Members that are not known are ignored (RFC 7591 §2). Never throws.
 */
export function checkClientMetadata(metadata: unknown, options: ClientMetadataCheckOptions = {}): RuleFinding[] {
  if (!isRecord(metadata)) {
    return [
      {
        rule: 'C01',
        level: 'error',
        path: [],
        message: 'Client metadata has to be an object.',
        fix: 'Give a JSON object.',
      },
    ];
  }
  const given = withoutNulls(metadata);
  const shapeFindings = shapeRules(given);
  // The other rules read only members of the right type: the rest is taken out, not passed on in the wrong shape.
  const misshapen = new Set(shapeFindings.filter(({ rule }) => rule !== 'C22').map(({ path }) => path[0]));
  const sound = Object.fromEntries(
    Object.entries(given).filter(([member]) => !misshapen.has(member)),
  ) as ClientMetadata;
  const effective = effectiveClientMetadata(sound);
  const complete = completeOptions(options);
  const findings = [
    ...shapeFindings,
    ...namingRules(effective),
    ...grantRules(effective, complete),
    ...applicationTypeRules(effective),
    ...clientAuthenticationRules(effective, complete),
    ...(effective.jwks === undefined ? [] : keySetRules(effective.jwks)),
    ...uriRules(effective),
  ];
  // A member that was taken out is not missing: it has been reported already.
  return findings.filter((finding) => shapeFindings.includes(finding) || !misshapen.has(finding.path[0]));
}

/** `metadata` as it will be used when nothing is wrong with it, or the findings. */
export function readClientMetadata(
  metadata: unknown,
  options: ClientMetadataCheckOptions = {},
): { ok: true; metadata: ClientMetadata; findings: RuleFinding[] } | { ok: false; findings: RuleFinding[] } {
  const findings = checkClientMetadata(metadata, options);
  if (findings.some(({ level }) => level === 'error')) return { ok: false, findings };
  return { ok: true, metadata: withoutNulls(metadata as object) as ClientMetadata, findings };
}

/** RFC 7592 §2.2: null is the same as left out. */
function withoutNulls(metadata: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== null && value !== undefined));
}
