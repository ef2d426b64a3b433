// Medians and percentiles of small sets of numbers.

/** The middle value; the mean of the middle two for an even count. Undefined for none. */
export function median(values) {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((one, other) => one - other);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The smallest value that at least `share` (0 to 1) of the ascending `sorted` values do not exceed (nearest rank). */
export function percentile(sorted, share) {
  if (sorted.length === 0) return undefined;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

/** `{ p50, p95 }` of times in any order; undefined when there are none. */
export function usualAndSlow(times) {
  if (times.length === 0) return undefined;
  const sorted = [...times].sort((one, other) => one - other);
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
}

/** How far the values lie apart, as a share of their median: (largest - smallest) / median. */
export function spread(values) {
  const middle = median(values);
  return middle ? (Math.max(...values) - Math.min(...values)) / middle : undefined;
}

/** Each member's median over objects of numbers: `[{ a: 1 }, { a: 3 }]` gives `{ a: 2 }`. */
export function medians(samples) {
  const names = new Set(samples.flatMap((sample) => Object.keys(sample)));
  return Object.fromEntries([...names].map((name) => [name, median(samples.map((sample) => sample[name]))]));
}

/** `one / other`; undefined when either is missing or `other` is 0. */
export function ratio(one, other) {
  return Number.isFinite(one) && Number.isFinite(other) && other !== 0 ? one / other : undefined;
}
