/** The demo's environment: the only place here that reads process.env. */

export interface DemoConfig {
  readonly issuer: string;
  readonly port: number;
  readonly host: string;
  /** Where browsers reach the demo; its redirect URI is `<url>/callback`. */
  readonly url: string;
  readonly clientId: string;
  /** Identifier of the protected API that the demo also is. */
  readonly apiIdentifier: string;
}

export function readConfig(environment: NodeJS.ProcessEnv = process.env): DemoConfig {
  const port = Number(environment['DEMO_PORT'] ?? 4002);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`DEMO_PORT must be a port number, not "${environment['DEMO_PORT']}".`);
  }
  const url = `http://localhost:${port}`;
  return {
    issuer: environment['ISSUER_URL'] ?? 'http://localhost:4000',
    port,
    host: environment['HOST'] ?? '127.0.0.1',
    url,
    clientId: 'demo',
    apiIdentifier: `${url}/api`,
  };
}
