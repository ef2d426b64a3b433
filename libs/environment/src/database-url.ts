/** Where the records are kept. */
export type DatabaseSettings =
  | {
      readonly kind: 'sqlite';
      readonly url: string;
      /** Path of the file as given, or `:memory:`. */
      readonly file: string;
    }
  | {
      readonly kind: 'mysql';
      readonly url: string;
      readonly host: string;
      readonly port: number;
      readonly username: string;
      readonly password: string;
      readonly database: string;
    };

export const DEFAULT_DATABASE_URL = 'sqlite:./data/gatehouse.sqlite';

const FORMS = 'Set sqlite:./data/gatehouse.sqlite or mysql://user:password@host:3306/database.';

/** Reads `DATABASE_URL`, or says in one line what is wrong with it. Never repeats the URL: it may hold a password. */
export function parseDatabaseUrl(value: string | undefined): DatabaseSettings | { readonly fault: string } {
  const url = value ?? DEFAULT_DATABASE_URL;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'sqlite') return parseSqlite(url);
  if (scheme === 'mysql') return parseMysql(url);
  const kind =
    scheme === undefined ? 'has no scheme' : `has the scheme ${JSON.stringify(scheme)}, which is not supported`;
  return { fault: `It ${kind}. ${FORMS}` };
}

function parseSqlite(url: string): DatabaseSettings | { readonly fault: string } {
  let file = url.slice('sqlite:'.length);
  if (file.startsWith('//')) {
    // sqlite:///var/lib/x.sqlite is common; two slashes would read the first folder as a host name.
    if (!file.startsWith('///')) return { fault: `It has a host name. ${FORMS}` };
    file = file.slice(2);
  }
  if (file === '' || file.endsWith('/')) return { fault: `It names no file. ${FORMS}` };
  if (/[?#\0]/.test(file)) return { fault: `It has a query or a fragment, which a file does not have. ${FORMS}` };
  return { kind: 'sqlite', url, file };
}

function parseMysql(url: string): DatabaseSettings | { readonly fault: string } {
  if (!URL.canParse(url))
    return { fault: `It is not a URL. Percent-encode special characters in the password. ${FORMS}` };
  const parsed = new URL(url);
  const database = decoded(parsed.pathname.slice(1));
  const username = decoded(parsed.username);
  const password = decoded(parsed.password);
  if (parsed.hostname === '') return { fault: `It names no host. ${FORMS}` };
  if (username === '') return { fault: `It names no user. ${FORMS}` };
  if (database === '' || database?.includes('/'))
    return { fault: `It names no single database after the host. ${FORMS}` };
  if (database === undefined || username === undefined || password === undefined) {
    return { fault: `It is not percent-encoded correctly. ${FORMS}` };
  }
  if (parsed.search !== '' || parsed.hash !== '') return { fault: `It has a query or a fragment. ${FORMS}` };
  const port = parsed.port === '' ? 3306 : Number(parsed.port);
  return { kind: 'mysql', url, host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'), port, username, password, database };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
