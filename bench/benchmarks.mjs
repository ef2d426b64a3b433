// The benchmarks in the order in which they run: one line each.
import { audit } from './benchmarks/audit.mjs';
import { clientCredentials } from './benchmarks/client-credentials.mjs';
import { codeFlow } from './benchmarks/code-flow.mjs';
import { coldStart } from './benchmarks/cold-start.mjs';
import { consoleLists } from './benchmarks/console.mjs';
import { documents } from './benchmarks/documents.mjs';
import { introspection } from './benchmarks/introspection.mjs';
import { ledgerSearch } from './benchmarks/ledger-search.mjs';
import { memory } from './benchmarks/memory.mjs';
import { oneConnection } from './benchmarks/one-connection.mjs';
import { refresh } from './benchmarks/refresh.mjs';
import { soak } from './benchmarks/soak.mjs';

/** `run(bench)` resolves to `{ lines, figures, measured }`: a table to print, all figures, and values by goal number. */
export const benchmarks = [
  { name: 'cold-start', what: 'from start to the first good answer', run: coldStart },
  {
    name: 'client-credentials',
    what: 'tokens with a durable row, beside F, N, L and oidc-provider',
    run: clientCredentials,
  },
  { name: 'audit', what: 'what the audit log costs: tokens with it and without it', run: audit },
  { name: 'one-connection', what: 'how long one client waits for a token', run: oneConnection },
  { name: 'introspection', what: 'of opaque tokens and JWTs', run: introspection },
  { name: 'refresh', what: 'refresh with rotation', run: refresh },
  { name: 'documents', what: 'JWKS and discovery', run: documents },
  { name: 'code-flow', what: 'sign-in with a password, PKCE and code exchange', run: codeFlow },
  {
    name: 'ledger-search-sqlite',
    what: 'searches of 6 million tokens by every filter',
    run: (bench) => ledgerSearch(bench, 'sqlite'),
  },
  { name: 'ledger-search-mariadb', what: 'the same on MariaDB', run: (bench) => ledgerSearch(bench, 'mariadb') },
  { name: 'soak', what: 'millions of short-lived tokens beside the sweeps that remove them', run: soak },
  { name: 'console', what: 'lists of the console over a large instance', run: consoleLists },
  { name: 'memory', what: 'resident memory idle and after work', run: memory },
];
