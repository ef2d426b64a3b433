import { connection } from 'next/server';
import { readApiState, type ApiState } from '../server/api-state';
import { consoleEnvironment } from '../server/env';
import { GateMark } from './gate-mark';

const states: Record<ApiState['kind'], { tone: 'good' | 'wait' | 'bad'; label: string }> = {
  ready: { tone: 'good', label: 'The API is ready' },
  'not-ready': { tone: 'wait', label: 'The API is not ready' },
  unreachable: { tone: 'bad', label: 'The API does not answer' },
};

const rooms = [
  { name: 'Clients', text: 'Register an application, get safe defaults, and test its sign-in before it ships.' },
  { name: 'Tokens', text: 'Paste a token: who got it, from which sign-in, what descended from it. Revoke the lot.' },
  { name: 'People and sessions', text: 'Who may sign in, which browsers are signed in, and how to end them.' },
  { name: 'Failures', text: 'Open an error reference and see which rule failed, down to the character.' },
  { name: 'Audit', text: 'Everything that happened, in a log that shows when somebody has changed it.' },
  { name: 'Keys', text: 'Which key signs today, which comes next, and when the last token of an old one ends.' },
];

const addresses = [
  { path: '/.well-known/openid-configuration', name: 'OpenID Connect discovery' },
  { path: '/.well-known/oauth-authorization-server', name: 'OAuth server metadata' },
  { path: '/.well-known/jwks.json', name: 'Public signing keys' },
  { path: '/health/ready', name: 'Health' },
];

export default async function ConsolePage() {
  // The issuer is known when a request comes, not when the console is built.
  await connection();
  const { issuerUrl } = consoleEnvironment();
  const { kind, failing } = await readApiState(issuerUrl);
  const state = states[kind];
  return (
    <main>
      <header>
        <GateMark />
        <div>
          <h1>Gatehouse console</h1>
          <p className="issuer">{issuerUrl}</p>
        </div>
        <p className="state" data-tone={state.tone} role="status">
          {failing.length > 0 ? `${state.label}: ${failing.join(', ')}` : state.label}
        </p>
      </header>

      <section aria-labelledby="coming">
        <h2 id="coming">What will be here</h2>
        <p className="lead">
          The console is not built yet. Until it is, <code>npm run gatehouse</code> and the configuration file do the
          administration. These are its rooms:
        </p>
        <ul className="rooms">
          {rooms.map(({ name, text }) => (
            <li key={name}>
              <h3>{name}</h3>
              <p>{text}</p>
            </li>
          ))}
        </ul>
      </section>

      <section aria-labelledby="addresses">
        <h2 id="addresses">What is here already</h2>
        <ul className="addresses">
          {addresses.map(({ path, name }) => (
            <li key={path}>
              <a href={`${issuerUrl}${path}`}>{name}</a>
              <code>{path}</code>
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}
