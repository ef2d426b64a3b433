import { spawnSync } from 'node:child_process';
import ts from 'typescript';
import { parse } from 'yaml';
import type { IntegrationFacts, Method } from '../integration-facts';
import { snippetsFor } from './snippet-list';

const base: IntegrationFacts = {
  issuer: 'https://id.example',
  clientId: 'shop',
  clientName: 'Example shop',
  kind: 'web',
  signsIn: true,
  redirectUri: 'https://shop.example/auth/callback',
  redirectUris: ['https://shop.example/auth/callback'],
  scope: 'openid profile orders:read',
  resource: 'https://api.example/orders',
  method: 'client_secret_basic',
  keyId: 'key-1',
  algorithm: 'ES256',
};
const METHODS: readonly Method[] = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'];
const machine: IntegrationFacts = { ...base, kind: 'machine', signsIn: false, redirectUris: [], scope: 'orders:read' };
const isPublic = { method: 'none' as const };
/** Everybody who may want a snippet. */
const CLIENTS: readonly IntegrationFacts[] = [
  ...METHODS.flatMap((method) => [
    { ...base, method },
    { ...machine, method },
  ]),
  ...['ES256', 'EdDSA', 'RS256', 'PS256'].map((algorithm) => ({
    ...base,
    method: 'private_key_jwt' as const,
    algorithm,
  })),
  { ...base, ...isPublic, kind: 'spa' },
  { ...base, ...isPublic, kind: 'native', redirectUri: 'http://127.0.0.1/callback' },
  { ...base, ...isPublic, kind: 'agent', redirectUri: 'http://127.0.0.1:33418/callback' },
  { ...base, issuer: 'http://127.0.0.1:4000', resource: undefined, keyId: undefined },
];
/** Values that would end a text early in some language. */
const HOSTILE = `it's "a" \\ $(touch /tmp/x) \`id\` #{1}`;

const written = CLIENTS.flatMap((facts) =>
  snippetsFor(facts).flatMap((snippet) =>
    snippet
      .files(facts)
      .map(({ name, code }) => ({ id: snippet.id, name, code, facts, before: snippet.before(facts) })),
  ),
);
const endingIn = (ending: RegExp) => written.filter(({ name }) => ending.test(name));

/** What is wrong with JavaScript or TypeScript, by its grammar. */
function syntaxFaults(name: string, code: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(code, {
    fileName: name,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, experimentalDecorators: true },
  });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('snippets', () => {
  it('W3 hold the values and name the variable of the secret, or say that there is none', () => {
    for (const facts of CLIENTS) {
      for (const snippet of snippetsFor(facts)) {
        const text = snippet
          .files(facts)
          .map(({ code }) => code)
          .join('\n');
        expect(text).toContain(facts.clientId);
        expect(text).toContain(facts.issuer);
        const variable = { none: 'no secret', private_key_jwt: 'PRIVATE_KEY_FILE' }[facts.method as string];
        expect(snippet.before(facts)).toContain(variable ?? 'CLIENT_SECRET');
        if (facts.method !== 'none' && snippet.id !== 'json') expect(text).toContain(variable ?? 'CLIENT_SECRET');
      }
    }
  });

  it('offer servers what runs on servers, and browsers nothing that needs a secret', () => {
    const ids = (facts: IntegrationFacts) => snippetsFor(facts).map(({ id }) => id);
    expect(ids(base)).toEqual(['curl', 'nextjs', 'nestjs', 'spring', 'go', 'python', 'dotnet', 'json']);
    expect(ids({ ...base, kind: 'spa', method: 'none' })).toEqual(['curl', 'browser', 'json']);
    expect(ids({ ...base, kind: 'agent', method: 'none' })).toEqual(['mcp', 'curl', 'json']);
  });

  it('are valid JavaScript and TypeScript', () => {
    const scripts = endingIn(/\.(ts|js|mjs)$/);
    expect(scripts.length).toBeGreaterThan(20);
    for (const { name, code } of scripts) expect([name, ...syntaxFaults(name, code)]).toEqual([name]);
  });

  it('are valid shell, JSON and YAML', () => {
    for (const { code } of endingIn(/\.sh$/)) {
      expect(spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' }).stderr).toBe('');
    }
    for (const { code } of endingIn(/\.json$/)) expect(JSON.parse(code)).toBeTruthy();
    for (const { code, facts } of endingIn(/\.yaml$/)) {
      const { spring } = parse(code) as { spring: { security: { oauth2: { client: Record<string, unknown> } } } };
      expect(spring.security.oauth2.client).toMatchObject({
        registration: { gatehouse: { 'client-id': facts.clientId } },
        provider: { gatehouse: { 'issuer-uri': facts.issuer } },
      });
    }
  });

  it('have balanced brackets and no value left out, in every language', () => {
    for (const { name, code } of written) {
      expect([name, code]).not.toEqual([name, expect.stringMatching(/"undefined|undefined"|=undefined|\[object|NaN/)]);
      for (const pair of ['()', '{}', '[]']) {
        const count = (bracket: string) => code.split(bracket).length;
        // The shell's case patterns close brackets that nothing opened.
        if (!name.endsWith('.sh')) expect([name, pair, count(pair[0]!)]).toEqual([name, pair, count(pair[1]!)]);
      }
    }
  });

  it('keep hostile values inside of their texts', () => {
    const facts = { ...base, clientId: HOSTILE, clientName: HOSTILE };
    for (const snippet of snippetsFor(facts)) {
      for (const { name, code } of snippet.files(facts)) {
        if (/\.(ts|js)$/.test(name)) expect(syntaxFaults(name, code)).toEqual([]);
        if (name.endsWith('.yaml')) expect(JSON.stringify(parse(code))).toContain(JSON.stringify(HOSTILE));
        if (!name.endsWith('.sh')) continue;
        const [assignment = ''] = /^CLIENT_ID=.*$/m.exec(code) ?? [];
        const { stdout } = spawnSync('bash', ['-c', `${assignment}\nprintf %s "$CLIENT_ID"`], { encoding: 'utf8' });
        expect(stdout).toBe(HOSTILE);
      }
    }
  });
});
