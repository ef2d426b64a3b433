/** From what the API answers about a client to what the client rules read, with a draft on top. */
import {
  checkClientMetadata,
  gradeOf,
  lintClient,
  type ClientMetadata,
  type LintFinding,
  type LintGrade,
  type RuleFinding,
} from '@gatehouse/client-rules';
import type { Shape } from '../../ui/admin-api';
import type { Client, ClientPatch } from '../../ui/use-client';
import { INHERITED } from './inherited';

/** Members of the answer that are no metadata: they say how the client stands. */
const BESIDE = new Set<string>([
  'self',
  'state',
  'disabled_at',
  'created_at',
  'updated_at',
  'expiring_redirect_uris',
  'tokens_revoked_before',
  'warnings',
  'introspects',
  'response_modes',
  'assertion_audience',
] satisfies (keyof Client)[]);

/** What is registered once the draft is saved; null removes a member. RFC 7396. */
export function clientMetadataOf(client: Client, draft: ClientPatch = {}): ClientMetadata {
  const members = Object.entries({ ...client, ...draft }).filter(
    ([name, value]) => !BESIDE.has(name) && value !== null && value !== undefined,
  );
  return Object.fromEntries(members);
}

export interface DraftJudgement {
  /** What would be refused, of the members that the draft changes. */
  readonly errors: readonly RuleFinding[];
  /** Undefined while the grade of the stored client is not known. */
  readonly lint: LintChange | undefined;
}

export interface LintChange {
  readonly before: LintGrade;
  readonly after: LintGrade;
  readonly appears: readonly LintFinding[];
  readonly disappears: readonly LintFinding[];
}

export interface JudgedAt {
  /** What the server's linter says about the client as it is stored. */
  readonly stored: Shape<'LintAnswer'> | undefined;
  /** Whether the issuer answers real people: its address is https. */
  readonly production: boolean;
}

/** What saving the draft would do: refused or not, and what the linter would say then. */
export function judgeDraft(client: Client, draft: ClientPatch, at: JudgedAt): DraftJudgement {
  const next = clientMetadataOf(client, draft);
  const known = new Set(errorsOf(clientMetadataOf(client)).map(nameOf));
  const errors = errorsOf(next).filter((finding) => !known.has(nameOf(finding)));
  return { errors, lint: at.stored && lintChange(client, next, at.stored, at.production) };
}

const errorsOf = (metadata: ClientMetadata) => checkClientMetadata(metadata).filter(({ level }) => level === 'error');
const nameOf = ({ rule, path }: RuleFinding) => `${rule} ${path.join('/')}`;

/** The server knows more than the metadata (secrets, for one): its findings stay, and the difference is put on top. */
function lintChange(
  client: Client,
  next: ClientMetadata,
  stored: Shape<'LintAnswer'>,
  production: boolean,
): LintChange {
  const context = {
    production,
    registration: { source: 'console', verified: true },
    server: { issParameter: true, pkceDowngradePrevented: true },
    defaultLifetimes: { accessToken: INHERITED.access_token_lifetime.value },
  } as const;
  const before = lintClient(clientMetadataOf(client), context).findings;
  const after = lintClient(next, context).findings;
  const appears = after.filter(({ rule }) => before.every((finding) => finding.rule !== rule));
  const disappears = before.filter(({ rule }) => after.every((finding) => finding.rule !== rule));
  const kept = (stored.findings as readonly Pick<LintFinding, 'rule' | 'severity'>[]).filter(({ rule }) =>
    disappears.every((finding) => finding.rule !== rule),
  );
  return {
    before: stored.grade as LintGrade,
    after: gradeOf([...kept, ...appears] as LintFinding[]).grade,
    appears,
    disappears,
  };
}
