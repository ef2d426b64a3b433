/** The CLI's environment: the same variables as the API's, and the only place here that reads process.env. */
import {
  readAdminAccess,
  readEnvironment,
  withEnvironmentFile,
  type AdminAccess,
  type EnvironmentReading,
  type Settings,
} from '@gatehouse/environment';

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

/** Everything that is right and wrong with the environment; makes nothing. */
export function examineEnvironment(): EnvironmentReading {
  return readEnvironment(environmentValues(), { makeMasterKey: false });
}

/**
 * @param makeMasterKey whether an SQLite installation that has no master key yet is given one
 * @throws EnvironmentError with every fault at once
 */
export function readSettings({ makeMasterKey = true } = {}): Settings {
  const { settings, faults } = readEnvironment(environmentValues(), { makeMasterKey });
  if (!settings) throw new EnvironmentError(faults);
  return settings;
}

/** How to reach the admin API. @throws EnvironmentError */
export function adminAccess(): AdminAccess {
  const { access, faults } = readAdminAccess(environmentValues());
  if (!access) throw new EnvironmentError(faults);
  return access;
}
