/**
 * The closed list of settings that may change while the instance runs. What must be known before the database is open
 * stays in the environment. Durations are in seconds.
 */
interface NumberSetting {
  readonly type: 'duration' | 'count';
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  /** What it does, in a sentence. */
  readonly title: string;
}

interface SwitchSetting {
  readonly type: 'switch';
  readonly default: boolean;
  readonly title: string;
}

export type SettingDefinition = NumberSetting | SwitchSetting;

const HOUR = 3_600;
const DAY = 24 * HOUR;
const LONGEST = 3_650 * DAY;

const keep = (title: string, days: number, minimum: number): NumberSetting & { readonly type: 'duration' } => ({
  type: 'duration',
  default: days * DAY,
  minimum,
  maximum: LONGEST,
  title,
});

const count = (title: string, initial: number, maximum: number): NumberSetting & { readonly type: 'count' } => ({
  type: 'count',
  default: initial,
  minimum: 1,
  maximum,
  title,
});

export const SETTINGS = {
  'retention.access_token': keep('Access tokens are kept this long after they expired', 7, 0),
  'retention.id_token': keep('ID tokens are kept this long after they expired', 7, 0),
  // A code that is gone cannot be recognized when it is replayed.
  'retention.authorization_code': keep('Authorization codes are kept this long after they expired', 7, HOUR),
  'retention.refresh_token': keep('Refresh tokens are kept this long after they expired', 30, DAY),
  'retention.revoked': keep('Tokens and families that were revoked or reused are kept this long after it', 90, DAY),
  'retention.family': keep('Families without tokens are kept this long after their end', 30, DAY),
  'retention.session': keep('Sessions that no family refers to are kept this long after their end', 30, DAY),
  'retention.consent': keep('Withdrawn consents that no family refers to are kept this long after it', 365, DAY),
  'retention.failure': keep('Refused requests are kept this long', 30, HOUR),
  'retention.revocation': keep('Receipts of revocations are kept this long after they were finished', 400, DAY),
  'retention.audit_event': keep('Audit events are kept this long', 400, 30 * DAY),
  'retention.statistic': keep('Figures by the hour and by the day are kept this long', 400, DAY),
  // A key's row says that what it signed was revoked, so it outlives every token that it signed.
  'retention.signing_key': keep('Signing keys are kept this long after they were retired', 400, 90 * DAY),
  'failures.kept': count('Refused requests that are kept, the newest', 10_000, 1_000_000),
  'failures.kept_per_client': count('Refused requests of one client that are kept, the newest', 500, 1_000_000),
  'failures.per_client_per_minute': count('Refused requests of one client that are stored in a minute', 30, 10_000),
  'failures.per_address_per_minute': count('Refused requests of one address that are stored in a minute', 30, 10_000),
  'failures.per_minute': count('Refused requests that are stored in a minute, over all', 300, 100_000),
  'sweeps.enabled': { type: 'switch', default: true, title: 'Expired rows are removed continuously' },
  'sweeps.rows_per_second': count('Rows that a sweep removes in a second at most', 20_000, 1_000_000),
} as const satisfies Readonly<Record<string, SettingDefinition>>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

type ValueOf<Definition> = Definition extends { readonly type: 'switch' } ? boolean : number;
/** Every setting with its value; durations in seconds. */
export type SettingValues = { readonly [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> };

export const DEFAULT_SETTINGS = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, SETTINGS[name].default]),
) as SettingValues;

/** What is wrong with a value, in a sentence; undefined when it may be stored. */
export function settingFault(name: SettingName, value: unknown): string | undefined {
  const definition: SettingDefinition = SETTINGS[name];
  if (definition.type === 'switch') return typeof value === 'boolean' ? undefined : 'must be true or false';
  const { minimum, maximum, type } = definition;
  const unit = type === 'duration' ? ' of seconds' : '';
  if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum) return undefined;
  return `must be a whole number${unit} from ${minimum} to ${maximum}`;
}

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}

/** Stored values over the defaults. What this version does not know, or would not accept, does not count. */
export function settingValues(stored: ReadonlyMap<string, unknown>): SettingValues {
  const values: Record<string, number | boolean> = { ...DEFAULT_SETTINGS };
  for (const [name, value] of stored) {
    if (isSettingName(name) && settingFault(name, value) === undefined) values[name] = value as number | boolean;
  }
  return values as SettingValues;
}
