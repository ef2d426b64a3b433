/** Rules for registered clients that the API enforces, the console shows while typing, and the error pages explain. */
export { checkClientMetadata, readClientMetadata } from './client-metadata/check-client-metadata';
export type { ClientMetadataCheckOptions } from './client-metadata/check-client-metadata-options';
export { needsClientSecret } from './client-metadata/client-authentication-rules';
export type {
  ClientMetadata,
  ClientMetadataMember,
  JsonWebKey,
  JsonWebKeySet,
} from './client-metadata/client-metadata';
export { defaultsFor, type ClientDefault, type ClientDefaults } from './client-metadata/defaults-for';
export {
  canonicalResponseType,
  effectiveClientMetadata,
  isAlwaysPublic,
  isConfidential,
  type EffectiveClientMetadata,
} from './client-metadata/effective-client-metadata';
export { keySetRules } from './client-metadata/key-set-rules';
export { clientMetadataMembers } from './client-metadata/metadata-members';
export { clientIdRules } from './client-metadata/naming-rules';
export { gradeOf, lintClient, lintGrades, lintRules, type LintGrade, type LintReport } from './linter/lint-client';
export type {
  AcceptedRisk,
  LintContext,
  LintFinding,
  LintRule,
  LintSeverity,
  LintTraffic,
  MetadataChange,
} from './linter/lint-finding';
export { checkRedirectUri } from './redirect-uri/check-redirect-uri';
export { checkRedirectUris, type RedirectUriListOptions } from './redirect-uri/check-redirect-uris';
export {
  differenceOfUris,
  explainRedirectUriMismatch,
  nearestRedirectUri,
  type RedirectUriMismatch,
  type UriDifference,
} from './redirect-uri/difference-of-uris';
export { matchRedirectUri, type RedirectUriMatchRequest } from './redirect-uri/match-redirect-uri';
export type { RedirectUriCheckOptions } from './redirect-uri/redirect-uri-rule';
export type { DifferenceSegment } from './redirect-uri/text-difference';
export type { UriDifferenceKind } from './redirect-uri/uri-difference-kinds';
export { isLoopbackLiteral, uriParts, type UriParts } from './redirect-uri/uri-parts';
export { hasErrors, type RuleFinding, type RuleLevel } from './rule-finding';
export {
  applicationTypes,
  asymmetricAlgorithms,
  consentPolicies,
  grantTypes,
  knownGrantTypes,
  knownResponseTypes,
  secretAlgorithms,
  tokenEndpointAuthMethods,
  type ApplicationType,
  type ConsentPolicy,
  type TokenEndpointAuthMethod,
} from './vocabulary';
