/** The kinds of client, as the wizard asks for them. */
import type { ApplicationType } from '@gatehouse/client-rules';

/** A framework or platform: decides what redirect URIs look like, and which snippet is shown first. */
export interface Place {
  readonly id: string;
  readonly name: string;
  /** One line about its redirect URIs. */
  readonly hint: string;
  /** A redirect URI that can be added with one press; only where it means the same for everybody. */
  readonly suggestion?: string;
  /** The integration snippet to open with. */
  readonly snippet?: string;
}

export interface Kind {
  readonly type: ApplicationType;
  readonly name: string;
  readonly what: string;
  readonly example: string;
  /** Whether people come back to it, so that it needs redirect URIs. */
  readonly returns: boolean;
  /** Whether it can keep a credential, so that there is a choice of them. */
  readonly proves: boolean;
  readonly placesTitle?: string;
  readonly places: readonly Place[];
  /** Scopes that are ticked to begin with. */
  readonly scopes: readonly string[];
}

const server = (id: string, name: string, path: string, port: number, snippet: string): Place => ({
  id,
  name,
  hint: `Its redirect URI usually ends in ${path}.`,
  suggestion: `http://localhost:${port}${path}`,
  snippet,
});
const SIGN_IN = ['openid', 'profile', 'email'];

export const KINDS: readonly Kind[] = [
  {
    type: 'web',
    name: 'Web application',
    what: 'Pages made on a server of yours. The server can keep a key or a secret.',
    example: 'Next.js, Spring, Django, Rails, ASP.NET',
    returns: true,
    proves: true,
    placesTitle: 'Framework',
    places: [
      server('nextjs', 'Next.js', '/auth/callback', 3000, 'nextjs'),
      server('nestjs', 'NestJS', '/auth/callback', 3000, 'nestjs'),
      server('spring', 'Spring Security', '/login/oauth2/code/gatehouse', 8080, 'spring'),
      server('go', 'Go', '/auth/callback', 8080, 'go'),
      server('python', 'Python', '/auth/callback', 5000, 'python'),
      server('dotnet', 'ASP.NET Core', '/signin-oidc', 5000, 'dotnet'),
      { id: 'other', name: 'Something else', hint: 'The documentation of your library names the path.' },
    ],
    scopes: SIGN_IN,
  },
  {
    type: 'spa',
    name: 'Single-page application',
    what: 'Runs in the browser alone, without a server of its own. Nothing in it stays secret.',
    example: 'React, Vue, Angular or Svelte on a file host',
    returns: true,
    proves: false,
    places: [
      {
        id: 'browser',
        name: 'Browser',
        hint: 'A page of the application that takes the answer, such as /callback.',
        suggestion: 'http://localhost:5173/callback',
        snippet: 'browser',
      },
    ],
    scopes: SIGN_IN,
  },
  {
    type: 'native',
    name: 'Native application',
    what: 'Installed on phones or computers. Every copy is the same, so none can keep a secret.',
    example: 'iOS, Android, desktop, command line with a browser',
    returns: true,
    proves: false,
    placesTitle: 'How does the answer come back?',
    places: [
      {
        id: 'loopback',
        name: 'A port on the same computer',
        hint: 'For desktop and command line. Any free port is accepted: only the path has to match (RFC 8252 §7.3).',
        suggestion: 'http://127.0.0.1/callback',
        snippet: 'node',
      },
      {
        id: 'claimed',
        name: 'An https link that the application claims',
        hint: 'The safest on phones: the system opens the link in your application. Publish its association file (RFC 8252 §7.2).',
      },
      {
        id: 'scheme',
        name: 'A scheme of its own',
        hint: 'A domain of yours, backwards, such as com.example.notes:/callback (RFC 8252 §7.1).',
      },
    ],
    scopes: SIGN_IN,
  },
  {
    type: 'machine',
    name: 'Machine',
    what: 'Acts for itself. No person signs in.',
    example: 'A nightly job, a backend that calls another, CI',
    returns: false,
    proves: true,
    places: [],
    scopes: [],
  },
  {
    type: 'device',
    name: 'Device or command line without a browser',
    what: 'Shows a code; the person approves on a phone or computer.',
    example: 'A television, a printer, a remote shell',
    returns: false,
    proves: false,
    places: [],
    scopes: SIGN_IN,
  },
  {
    type: 'agent',
    name: 'MCP client or agent',
    what: 'Acts for a person, later and on its own. People always see what it asks for.',
    example: 'An assistant that uses tools of an MCP server',
    returns: true,
    proves: false,
    places: [
      {
        id: 'mcp',
        name: 'MCP client',
        hint: 'Where the agent takes the answer. Its documentation names the address, often one on the same computer.',
        suggestion: 'http://127.0.0.1:33418/callback',
        snippet: 'mcp',
      },
    ],
    scopes: ['openid'],
  },
];

export function kindOf(type: ApplicationType | null | undefined): Kind | undefined {
  return KINDS.find((kind) => kind.type === type);
}
