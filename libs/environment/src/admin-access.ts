/** How a command reaches the admin API. Needs nothing of what only the server knows: the database, the master key. */
import { validateSync } from 'class-validator';
import { Environment, type EnvironmentName } from './environment';
import type { EnvironmentSource } from './read-environment';

export interface AdminAccess {
  /** An origin, without a trailing slash. */
  readonly url: string;
  /** Undefined where one or the other is not set. */
  readonly credentials: { readonly clientId: string; readonly clientSecret: string } | undefined;
}

const NAMES = [
  'ISSUER_URL',
  'PORT',
  'GATEHOUSE_URL',
  'GATEHOUSE_CLIENT_ID',
  'GATEHOUSE_CLIENT_SECRET',
] as const satisfies readonly EnvironmentName[];

/** Reads and checks the variables that matter for it; the faults are one line each. */
export function readAdminAccess(source: EnvironmentSource): {
  readonly access: AdminAccess | undefined;
  readonly faults: readonly string[];
} {
  const environment = new Environment();
  for (const name of NAMES) {
    const value = source[name]?.trim();
    if (value !== undefined && value !== '') environment[name] = value;
  }
  const faults = validateSync(environment).flatMap(({ property, constraints }) =>
    (NAMES as readonly string[]).includes(property)
      ? Object.values(constraints ?? {}).map((fault) => `${property}: ${fault}`)
      : [],
  );
  if (faults.length > 0) return { access: undefined, faults };
  const {
    GATEHOUSE_URL,
    ISSUER_URL,
    PORT,
    GATEHOUSE_CLIENT_ID: clientId,
    GATEHOUSE_CLIENT_SECRET: clientSecret,
  } = environment;
  const url = GATEHOUSE_URL ?? ISSUER_URL ?? `http://localhost:${PORT ?? '4000'}`;
  const credentials = clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
  return { access: { url, credentials }, faults: [] };
}
