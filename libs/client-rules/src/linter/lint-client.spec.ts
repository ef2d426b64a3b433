import { confidentialClient, LINT_NOW, lintFixtures as fixtures, publicClient } from '../../test-data/lint-fixtures';
import type { ClientMetadata } from '../client-metadata/client-metadata';
import { defaultsFor } from '../client-metadata/defaults-for';
import { applicationTypes } from '../vocabulary';
import { gradeOf, lintClient, lintRules, type LintGrade } from './lint-client';
import type { LintContext, LintFinding, LintSeverity } from './lint-finding';

const day = 86_400_000;
const now = LINT_NOW;
const confidential = confidentialClient;

function applied(metadata: ClientMetadata, { change = {} }: LintFinding): ClientMetadata {
  const merged = Object.entries({ ...metadata, ...change }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged) as ClientMetadata;
}

describe('RFC 9700 the security linter', () => {
  it('has a fixture for every rule', () => {
    expect(fixtures.map(({ rule }) => rule)).toEqual(lintRules.map(({ id }) => id));
    expect(lintRules).toHaveLength(18);
  });

  it.each(fixtures)('$rule is found alone, and its fix clears it', ({ rule, metadata, context = {}, fixed }) => {
    const { findings } = lintClient(metadata, context);
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    const [finding] = findings as [LintFinding];
    expect([finding.message, finding.why, finding.fix].every((text) => /^.{10,}\.$/su.test(text ?? ''))).toBe(true);
    expect(finding.section).toMatch(/§/);
    expect(finding.change !== undefined).toBe(fixed === undefined);
    const better = fixed?.metadata ?? applied(metadata, finding);
    expect(lintClient(better, fixed?.context ?? context)).toMatchObject({ grade: 'A', findings: [] });
  });

  it('does not judge what it was not told', () => {
    expect(lintClient(confidential)).toEqual({
      grade: 'A',
      reason: 'Follows RFC 9700 in everything that was looked at.',
      findings: [],
    });
  });

  it.each(applicationTypes)('gives the defaults for %s the grade A', (applicationType) => {
    const { metadata } = defaultsFor(applicationType);
    const redirectUris =
      metadata.redirect_uris ??
      (applicationType === 'native' ? ['http://127.0.0.1/cb'] : ['https://client.example/cb']);
    const context: LintContext = {
      now,
      production: true,
      firstParty: true,
      defaultLifetimes: { accessToken: 600, session: 3600 },
    };
    expect(lintClient({ ...metadata, redirect_uris: redirectUris }, context).grade).toBe('A');
  });

  it('leaves alone what binds or proves otherwise', () => {
    expect(
      lintClient({ ...publicClient, refresh_token_rotation: 'keep', dpop_bound_access_tokens: true }).findings,
    ).toEqual([]);
    expect(lintClient({ ...confidential, refresh_token_rotation: 'keep' }).findings).toEqual([]);
    expect(
      lintClient({ ...confidential, access_token_lifetime: 7200, tls_client_certificate_bound_access_tokens: true })
        .findings,
    ).toEqual([]);
    expect(lintClient({ ...confidential, consent: 'skip' }, { firstParty: true }).findings).toEqual([]);
    expect(
      lintClient(
        { ...publicClient, application_type: 'native', redirect_uris: ['http://127.0.0.1/cb'] },
        { production: true },
      ).findings,
    ).toEqual([]);
  });

  it('judges the lifetime that applies, not only one of its own', () => {
    expect(
      lintClient(confidential, { defaultLifetimes: { accessToken: 3601 } }).findings.map(({ rule }) => rule),
    ).toEqual(['L09']);
    expect(
      lintClient({ ...confidential, access_token_lifetime: 600 }, { defaultLifetimes: { accessToken: 3601 } }).findings,
    ).toEqual([]);
  });

  it('looks at secrets that are still active', () => {
    const rules = (secrets: LintContext['secrets'] & object) =>
      lintClient(confidential, { now, secrets }).findings.map(({ rule }) => rule);
    expect(rules([{ createdAt: now - 300 * day, expiresAt: now - 1 }, { createdAt: now - day }])).toEqual([]);
    expect(rules([{ createdAt: now - 30 * day }, { createdAt: now - 8 * day }])).toEqual(['L11']);
    expect(rules([{ createdAt: now - 30 * day }, { createdAt: now - 7 * day }])).toEqual([]);
    expect(rules([])).toEqual([]);
  });

  it('counts what a fix would break', () => {
    const effect = (authorizationRequests: number, authorizationRequestsWithCodeChallenge: number) =>
      lintClient(
        { ...confidential, require_pkce: false },
        { traffic: { authorizationRequests, authorizationRequestsWithCodeChallenge } },
      ).findings[0]?.effect;
    expect(effect(200, 182)).toBe('91% of requests already send PKCE; 18 of 200 would have been refused.');
    expect(effect(200, 200)).toBe('All 200 requests seen already send PKCE; nothing breaks.');
    expect(effect(1000, 999)).toContain('99%');
    expect(effect(0, 0)).toBeUndefined();
  });
});

describe('accepted risks', () => {
  const accept = (expiresAt: number) => [
    { rule: 'L03', reason: 'vendor will follow in May', acceptedBy: 'olivia', expiresAt },
  ];

  it('stay in the list and do not count until they expire', () => {
    const metadata: ClientMetadata = { ...confidential, require_pkce: false };
    const report = lintClient(metadata, { now, acceptedRisks: accept(now + 1) });
    expect(report.grade).toBe('A');
    expect(report.findings[0]?.accepted?.acceptedBy).toBe('olivia');
    expect(lintClient(metadata, { now, acceptedRisks: accept(now) }).grade).toBe('D');
    expect(lintClient(metadata, { acceptedRisks: accept(now + 1) }).grade).toBe('D');
  });
});

describe('grades', () => {
  const finding = (severity: LintSeverity) => ({ rule: 'L00', severity }) as LintFinding;

  it.each<[LintGrade, LintSeverity[]]>([
    ['A', []],
    ['A', ['low', 'low', 'low', 'low']],
    ['B', ['medium']],
    ['B', ['medium', 'medium', 'low']],
    ['C', ['medium', 'medium', 'medium']],
    ['D', ['high', 'medium', 'medium', 'medium']],
    ['E', ['high', 'high']],
    ['F', ['critical']],
    ['F', ['critical', 'high', 'low']],
  ])('%s for %p', (grade, severities) => {
    expect(gradeOf(severities.map(finding)).grade).toBe(grade);
  });
});
