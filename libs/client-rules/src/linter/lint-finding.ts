/** What the security linter is told, and what it answers. */
import type { ClientMetadata, ClientMetadataMember } from '../client-metadata/client-metadata';
import type { EffectiveClientMetadata } from '../client-metadata/effective-client-metadata';
import type { RuleFinding } from '../rule-finding';

/** How much a finding weighs in the grade. */
export type LintSeverity = 'critical' | 'high' | 'medium' | 'low';

export interface LintFinding extends RuleFinding {
  severity: LintSeverity;
  /** What can happen if it stays. */
  why: string;
  /** Where the advice comes from: `RFC 9700 §2.1.1`. */
  section: string;
  /** What a fix would mean for people who use the client now, counted; only where traffic was observed. */
  effect?: string;
  /** Members to set so that the finding goes away, where that is enough. */
  change?: MetadataChange;
  /** Set while an admin accepts the risk; the finding then does not count. */
  accepted?: AcceptedRisk;
}

/** New values of members; null removes one. */
export type MetadataChange = { [Member in ClientMetadataMember]?: NonNullable<ClientMetadata[Member]> | null };

export interface AcceptedRisk {
  rule: string;
  reason: string;
  acceptedBy: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** Facts beyond the registration itself. What is left out is not judged. */
export interface LintContext {
  /** Epoch milliseconds. */
  now?: number;
  /** True when the server answers real people: its issuer is a public https address. */
  production?: boolean;
  /** Whether the client belongs to the operator. */
  firstParty?: boolean;
  registration?: { source: 'console' | 'configuration' | 'dynamic' | 'document'; verified: boolean };
  server?: { issParameter?: boolean; pkceDowngradePrevented?: boolean };
  /** Whether the client's access tokens name the APIs they are for. */
  audienceRestricted?: boolean;
  /** Seconds; what applies when the client overrides nothing. */
  defaultLifetimes?: { accessToken?: number; session?: number };
  /** Times in epoch milliseconds. */
  secrets?: readonly { createdAt: number; expiresAt?: number }[];
  traffic?: LintTraffic;
  acceptedRisks?: readonly AcceptedRisk[];
}

/** What was seen since the client is there, or in the last 90 days. */
export interface LintTraffic {
  authorizationRequests?: number;
  authorizationRequestsWithCodeChallenge?: number;
  /** Scopes and grant types that the client has but did not use. */
  unusedScopes?: readonly string[];
  unusedGrantTypes?: readonly string[];
  /** How many people hold live refresh tokens of the client. */
  peopleSignedIn?: number;
}

/** A rule looks at one client and says nothing, or one thing. */
export interface LintRule {
  id: string;
  severity: LintSeverity;
  section: string;
  why: string;
  check(metadata: EffectiveClientMetadata, context: LintContext): LintObservation | undefined;
}

/** What differs from client to client in a finding. */
export interface LintObservation {
  path: (string | number)[];
  message: string;
  fix: string;
  effect?: string;
  change?: MetadataChange;
}
