/** The CLI's environment: the same variables as the API's, and the only place here that reads process.env. */
import { readEnvironment, withEnvironmentFile, type Settings } from '@gatehouse/environment';

/** The environment cannot be used; one line per fault. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

export type EnvironmentValues = Readonly<Record<string, string | undefined>>;

export function environmentValues(): EnvironmentValues {
  return withEnvironmentFile(process.env);
}

/** @throws EnvironmentError with every fault at once */
export function readSettings(): Settings {
  const { settings, faults } = readEnvironment(environmentValues());
  if (!settings) throw new EnvironmentError(faults);
  return settings;
}
