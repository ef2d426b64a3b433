/** What the console reads from the environment, at each call: one build serves every installation. */
export interface ConsoleEnvironment {
  /** Origin of the API, byte for byte as tokens have it. */
  readonly issuerUrl: string;
  /** Origin under which browsers reach the console. */
  readonly consoleUrl: string;
  /** 32 bytes in base64, shared with the API; undefined where nobody has set it. */
  readonly consoleKey: string | undefined;
}

export function consoleEnvironment(): ConsoleEnvironment {
  const trimmed = (value: string | undefined) => value?.trim().replace(/\/+$/, '') || undefined;
  const port = trimmed(process.env['CONSOLE_PORT']) ?? '4001';
  return {
    issuerUrl: trimmed(process.env['ISSUER_URL']) ?? 'http://localhost:4000',
    consoleUrl: trimmed(process.env['CONSOLE_URL']) ?? `http://localhost:${port}`,
    consoleKey: process.env['CONSOLE_KEY']?.trim() || undefined,
  };
}

/** Whether this is `next dev`, which needs eval for its own tools. */
export const isDevelopment = process.env.NODE_ENV === 'development';
