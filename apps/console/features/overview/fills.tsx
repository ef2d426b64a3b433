/** What tells the parts of a chart apart: a colour each, and a pattern for those who do not see colours. */

export type Fill = 'first' | 'second' | 'third' | 'fourth' | 'fifth' | 'rest' | 'good' | 'bad';

type Pattern = 'solid' | 'stripes' | 'dots' | 'bars';

interface Look {
  readonly color: string;
  readonly pattern: Pattern;
}

const LOOKS: Readonly<Record<Fill, Look>> = {
  first: { color: 'var(--chart-blue)', pattern: 'solid' },
  second: { color: 'var(--chart-green)', pattern: 'stripes' },
  third: { color: 'var(--chart-amber)', pattern: 'dots' },
  fourth: { color: 'var(--chart-rose)', pattern: 'bars' },
  fifth: { color: 'var(--chart-cyan)', pattern: 'solid' },
  rest: { color: 'var(--chart-grey)', pattern: 'dots' },
  good: { color: 'var(--chart-green)', pattern: 'solid' },
  bad: { color: 'var(--chart-rose)', pattern: 'stripes' },
};

/** The value of `fill` for a shape in an SVG that has the patterns of the same `id`. */
export function fillOf(fill: Fill, id: string): string {
  const { color, pattern } = LOOKS[fill];
  return pattern === 'solid' ? color : `url(#${id}-${fill})`;
}

/** The patterns that `fillOf` names. @param id of its own for each SVG of a page */
export function Patterns({ id, fills }: { readonly id: string; readonly fills: readonly Fill[] }) {
  return (
    <defs>
      {fills.map((fill) => {
        const { color, pattern } = LOOKS[fill];
        if (pattern === 'solid') return null;
        return (
          <pattern
            key={fill}
            id={`${id}-${fill}`}
            width={6}
            height={6}
            patternUnits="userSpaceOnUse"
            patternTransform={pattern === 'stripes' ? 'rotate(45)' : undefined}
          >
            <rect width={6} height={6} fill={color} fillOpacity={0.45} />
            {pattern === 'stripes' && <rect width={3} height={6} fill={color} />}
            {pattern === 'dots' && <circle cx={3} cy={3} r={1.6} fill={color} />}
            {pattern === 'bars' && <rect width={6} height={3} fill={color} />}
          </pattern>
        );
      })}
    </defs>
  );
}

/** The key of a part in a legend. */
export function Swatch({ fill, id }: { readonly fill: Fill; readonly id: string }) {
  return (
    <svg width={12} height={12} aria-hidden="true" focusable="false">
      <Patterns id={id} fills={[fill]} />
      <rect width={12} height={12} rx={3} fill={fillOf(fill, id)} />
    </svg>
  );
}
