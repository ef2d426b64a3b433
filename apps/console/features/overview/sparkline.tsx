import styles from './overview.module.css';

const WIDTH = 120;
const HEIGHT = 28;

/** The course of a figure at a glance. The charts and their tables have the numbers, so nobody has to read it. */
export function Sparkline({ points }: { readonly points: readonly number[] }) {
  const most = Math.max(...points);
  if (points.length < 2 || most === 0) return null;
  const line = points
    .map((value, index) => `${(index / (points.length - 1)) * WIDTH},${HEIGHT - 2 - (value / most) * (HEIGHT - 4)}`)
    .join(' ');
  return (
    <svg
      className={styles['spark']}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <polyline points={line} />
    </svg>
  );
}
