'use client';
import { ChartCard } from './chart-card';
import { type Series, seriesOf, type Stats } from './figures';
import type { Fill } from './fills';
import { auditHref, type Span, tokensHref } from './links';
import type { Marks, Part } from './parts';
import { grantTypeName } from './words';

/** Each always looks the same, whichever is the most frequent. */
const FILL_OF: Readonly<Record<string, Fill>> = {
  authorization_code: 'first',
  refresh_token: 'second',
  client_credentials: 'third',
  'urn:ietf:params:oauth:grant-type:device_code': 'fourth',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'fifth',
};

/** A part for each grant type that has a look of its own; the others are one. */
function partsOf({ reasons, points, total }: Series): Part[] {
  const named = Object.entries(FILL_OF).flatMap(([grantType, fill]): Part[] => {
    const found = reasons.find(({ reason }) => reason === grantType);
    if (!found) return [];
    const hrefOf = (span: Span) => tokensHref(grantType, span);
    return [{ name: grantTypeName(grantType), fill, total: found.total, points: found.points, hrefOf }];
  });
  const rest: Part = {
    name: 'Others',
    fill: 'rest',
    total: named.reduce((left, part) => left - part.total, total),
    points: points.map((all, index) => named.reduce((left, part) => left - (part.points[index] ?? 0), all)),
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
