/** `EX_CONFIG` of sysexits: the environment is wrong, and starting again will not help. */
export const FAULTY_ENVIRONMENT = 78;

/** One line for each fault, for standard error. */
export function describeFaults(faults: readonly string[], warnings: readonly string[]): string {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  const lines = [`Gatehouse cannot start: ${count} in its environment.`, ...faults.map((fault) => `  ${fault}`)];
  if (warnings.length > 0) lines.push('Also:', ...warnings.map((warning) => `  ${warning}`));
  return `${lines.join('\n')}\n`;
}
