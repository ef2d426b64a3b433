/** The pages of the console, as data: the navigation, the palette and the shortcuts all read this list. */
import type { AdminScope } from '@gatehouse/contracts';

export interface ConsolePage {
  readonly href: string;
  readonly name: string;
  /** Second key after `g`. */
  readonly key: string;
  /** Without it the page says what is missing. */
  readonly needs: AdminScope;
  /** For the palette: what one does there. */
  readonly hint: string;
}

export const CONSOLE_PAGES: readonly ConsolePage[] = [
  {
    href: '/overview',
    name: 'Overview',
    key: 'o',
    needs: 'audit:read',
    hint: 'Sign-ins, tokens, what needs attention',
  },
  { href: '/clients', name: 'Clients', key: 'c', needs: 'clients:read', hint: 'Register and change clients' },
  {
    href: '/apis',
    name: 'APIs & scopes',
    key: 'p',
    needs: 'clients:read',
    hint: 'Resource servers and what they offer',
  },
  { href: '/users', name: 'Users', key: 'u', needs: 'users:read', hint: 'People, roles, passwords' },
  { href: '/sessions', name: 'Sessions', key: 's', needs: 'users:read', hint: 'Signed-in browsers' },
  { href: '/tokens', name: 'Tokens', key: 't', needs: 'tokens:read', hint: 'Find, explain and revoke tokens' },
  { href: '/audit', name: 'Audit log', key: 'a', needs: 'audit:read', hint: 'Everything that happened' },
  { href: '/errors', name: 'Failures', key: 'f', needs: 'clients:read', hint: 'Why a request was refused' },
  { href: '/keys', name: 'Signing keys', key: 'k', needs: 'keys:read', hint: 'Which key signs, which comes next' },
  { href: '/playground', name: 'Playground', key: 'y', needs: 'clients:read', hint: 'Run a sign-in step by step' },
  { href: '/settings', name: 'Settings', key: 'e', needs: 'settings:read', hint: 'This installation' },
];

/** What can be begun from anywhere. */
export const CONSOLE_ACTIONS = [
  { href: '/clients/new', name: 'Register a client', needs: 'clients:write', key: 'c' },
  { href: '/users/new', name: 'Add a user', needs: 'users:write', key: undefined },
  { href: '/apis/new', name: 'Add an API', needs: 'clients:write', key: undefined },
  { href: '/keys', name: 'Rotate a signing key', needs: 'keys:write', key: undefined },
  { href: '/audit?verify=1', name: 'Verify the audit log', needs: 'audit:read', key: undefined },
] as const satisfies readonly { href: string; name: string; needs: AdminScope; key: string | undefined }[];
