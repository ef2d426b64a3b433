/** The security linter: what RFC 9700 and OAuth 2.1 advise, said about one client, with a grade from A to F. */
import type { ClientMetadata } from '../client-metadata/client-metadata';
import { effectiveClientMetadata } from '../client-metadata/effective-client-metadata';
import type { RuleLevel } from '../rule-finding';
import type { LintContext, LintFinding, LintRule, LintSeverity } from './lint-finding';
import { signInRules } from './sign-in-rules';
import { tokenRules } from './token-rules';

export const lintGrades = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type LintGrade = (typeof lintGrades)[number];

export interface LintReport {
  grade: LintGrade;
  /** One sentence that says where the grade comes from. */
  reason: string;
  /** In the order of their ids. */
  findings: LintFinding[];
}

/** Every rule, in the order of ids: for the console's list and for documentation. */
export const lintRules: readonly LintRule[] = [...signInRules, ...tokenRules].sort((left, right) =>
  left.id.localeCompare(right.id),
);

const levels: Readonly<Record<LintSeverity, RuleLevel>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info',
};

/** Judges a client whose metadata is coherent. Risks that an admin accepts, and that have not expired, do not count. */
export function lintClient(metadata: ClientMetadata, context: LintContext = {}): LintReport {
  const effective = effectiveClientMetadata(metadata);
  const findings = lintRules.flatMap((rule): LintFinding[] => {
    const observation = rule.check(effective, context);
    if (observation === undefined) return [];
    const accepted = context.acceptedRisks?.find(
      (risk) => risk.rule === rule.id && (context.now ?? Infinity) < risk.expiresAt,
    );
    return [
      {
        rule: rule.id,
        severity: rule.severity,
        level: levels[rule.severity],
        section: rule.section,
        why: rule.why,
        ...observation,
        ...(accepted !== undefined && { accepted }),
      },
    ];
  });
  return { ...gradeOf(findings), findings };
}

/**
 * A: nothing, or small advice only · B: one or two medium findings · C: more of them · D: one high · E: several high ·
 * F: any critical.
 */
export function gradeOf(findings: readonly LintFinding[]): { grade: LintGrade; reason: string } {
  const counted = findings.filter(({ accepted }) => accepted === undefined);
  const rulesOf = (severity: LintSeverity) =>
    counted.filter((finding) => finding.severity === severity).map(({ rule }) => rule);
  const [critical, high, medium, low] = [rulesOf('critical'), rulesOf('high'), rulesOf('medium'), rulesOf('low')];
  const because = (what: string, rules: readonly string[]) => `${what}: ${rules.join(', ')}.`;
  if (critical.length > 0) return { grade: 'F', reason: because('Can be attacked as it is', critical) };
  if (high.length > 1) return { grade: 'E', reason: because('Several protections are missing', high) };
  if (high.length === 1) return { grade: 'D', reason: because('An important protection is missing', high) };
  if (medium.length > 2) return { grade: 'C', reason: because('Several weaknesses', medium) };
  if (medium.length > 0) return { grade: 'B', reason: because('Could be stronger', medium) };
  if (low.length > 0) return { grade: 'A', reason: because('Safe, with advice', low) };
  return { grade: 'A', reason: 'Follows RFC 9700 in everything that was looked at.' };
}
