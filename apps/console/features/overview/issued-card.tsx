'use client';
import { ChartCard } from './chart-card';
import { type Series, seriesOf, type Stats } from './figures';
import { FILLS } from './fills';
import { auditHref, tokensHref } from './links';
import type { Marks, Part } from './parts';
import { grantTypeName } from './words';

/** Grant types that have a part of their own, the most frequent first. The others are one. */
function partsOf({ reasons, points, total }: Series): Part[] {
  const named = reasons.slice(0, FILLS.length).map(({ reason, total: each, points: own }, index): Part => ({
    name: grantTypeName(reason),
    fill: FILLS[index] ?? 'rest',
    total: each,
    points: own,
    hrefOf: reason === 'unknown' ? undefined : (span) => tokensHref(reason, span),
  }));
  const sum = (index: number) => named.reduce((all, part) => all + (part.points[index] ?? 0), 0);
  const rest: Part = {
    name: 'Others',
    fill: 'rest',
    total: total - named.reduce((all, part) => all + part.total, 0),
    points: points.map((all, index) => all - sum(index)),
    hrefOf: undefined,
  };
  return rest.total === 0 ? named : [...named, rest];
}

/** Answers of the token endpoint by grant type, with marks where a refresh token was presented twice. */
export function IssuedCard({ stats }: { readonly stats: Stats }) {
  const reuse = seriesOf(stats, 'refresh_reuse');
  const marks: Marks = {
    one: 'refresh token presented again',
    many: 'refresh tokens presented again',
    total: reuse.total,
    points: reuse.points,
    hrefOf: (span) => auditHref(reuse.events, span),
  };
  return (
    <ChartCard
      title="Tokens issued, by grant type"
      lead="Answers of the token endpoint. One answer may hold several tokens."
      stats={stats}
      parts={partsOf(seriesOf(stats, 'tokens_issued'))}
      marks={marks}
    />
  );
}
