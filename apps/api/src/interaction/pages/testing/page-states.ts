import { renderChooseAccountPage } from '../choose-account.page';
import { renderConsentPage, type ConsentPageProps } from '../consent.page';
import { errorKinds } from '../error-catalogue';
import { renderErrorPage } from '../error.page';
import { renderHomePage } from '../home.page';
import { chooseLocale, type PageLocale } from '../messages/locales';
import { renderOwnerSetupClosedPage, renderOwnerSetupDonePage, renderOwnerSetupPage } from '../owner-setup.page';
import type { AccountIdentity, ClientIdentity, PageContext, PostForm } from '../page-context';
import { describeReturnTarget } from '../return-target';
import { renderContinuePage, renderFormPostPage } from '../returning.page';
import { renderSignInPage } from '../sign-in.page';
import { renderSignedOutPage, renderSignOutPage } from '../sign-out.page';

/** One page in one state, for the specs: `render(nonce)` gives its HTML. */
export interface PageState {
  readonly name: string;
  readonly render: (nonce?: string) => string;
  /** What the policy's `form-action` must name besides our origin. */
  readonly forms?: 'anywhere';
  /** The page moves on by itself when scripts run (or at once), so it cannot be looked at in peace. */
  readonly leaves?: 'by-script' | 'at-once';
}

/** Replaces every string from outside; the browser specs and the corpus of hostile strings both pass through here. */
export type Outside = (text: string) => string;

const AT = Date.UTC(2027, 2, 14, 9, 26, 53);
// A 1×1 PNG.
const LOGO =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/** Every page in every state that differs to the eye. */
export function pageStates(outside: Outside = (text) => text, locale: PageLocale = chooseLocale()): PageState[] {
  const o = outside;
  const context = (nonce?: string): PageContext => ({
    issuer: { name: o('Example ID'), url: 'https://id.example.com' },
    locale,
    nonce,
  });
  const form = (action: string): PostForm => ({
    action,
    hidden: { interaction: o('v1.aGVsbG8gd29ybGQ'), csrf: o('c3JmLXRva2Vu') },
  });
  const shop: ClientIdentity = {
    clientId: o('web'),
    name: o('Example Shop'),
    standing: { kind: 'verified' },
    policyUri: o('https://shop.example.com/privacy'),
    termsUri: o('https://shop.example.com/terms'),
  };
  const tool: ClientIdentity = {
    clientId: o('01996c1e-4b1c-7cc3-98c4-dc0c0c07398f'),
    name: o('Code Companion'),
    logo: o(LOGO),
    standing: { kind: 'self-registered', at: AT },
  };
  const alice: AccountIdentity = {
    username: o('alice'),
    displayName: o('Alice Example'),
    email: o('alice@example.com'),
  };
  const shopTarget = describeReturnTarget('https://shop.example.com/callback');
  const consent: Omit<ConsentPageProps, 'context'> = {
    form: form('/consent'),
    client: shop,
    returnsTo: shopTarget,
    account: alice,
    switchAccount: form('/consent'),
    groups: [
      { scopes: [{ name: 'openid' }, { name: 'profile' }, { name: 'email' }] },
      {
        api: { identifier: o('https://api.example.com/orders'), name: o('Orders API') },
        scopes: [
          { name: o('orders:read'), description: o('See your orders') },
          {
            name: o('orders:pay'),
            description: o('Pay for orders with your saved card'),
            sensitive: true,
            isNew: true,
          },
          { name: o('orders:legacy'), isNew: true },
        ],
      },
    ],
    offlineAccess: true,
  };
  const signIn = { form: form('/login'), client: shop, returnsTo: shopTarget, cancel: form('/login') };
  const state = (name: string, render: (context: PageContext) => string, rest: Partial<PageState> = {}): PageState => ({
    name,
    render: (nonce) => render(context(nonce)),
    ...rest,
  });

  return [
    state('sign-in', (context) => renderSignInPage({ context, ...signIn })),
    state('sign-in-to-issuer', (context) => renderSignInPage({ context, form: form('/login') })),
    state('sign-in-hint-and-reason', (context) =>
      renderSignInPage({ context, ...signIn, username: o('alice@example.com'), reason: 'fresh-sign-in' }),
    ),
    state('sign-in-wrong-password', (context) =>
      renderSignInPage({ context, ...signIn, username: o('alice'), problem: { kind: 'bad-credentials' } }),
    ),
    state('sign-in-locked', (context) =>
      renderSignInPage({ context, ...signIn, username: o('alice'), problem: { kind: 'locked', seconds: 240 } }),
    ),
    state('sign-in-native', (context) =>
      renderSignInPage({
        context,
        form: form('/login'),
        client: tool,
        returnsTo: describeReturnTarget('http://127.0.0.1:49152/callback'),
      }),
    ),
    state('choose-account', (context) =>
      renderChooseAccountPage({
        context,
        form: form('/login'),
        client: shop,
        returnsTo: shopTarget,
        accounts: [
          { key: o('one'), ...alice },
          { key: o('two'), username: o('alice.at.work') },
        ],
      }),
    ),
    state('consent', (context) => renderConsentPage({ context, ...consent })),
    state('consent-small', (context) =>
      renderConsentPage({ context, ...consent, groups: [{ scopes: [{ name: 'openid' }] }], offlineAccess: false }),
    ),
    state('consent-nothing', (context) =>
      renderConsentPage({ context, ...consent, groups: [], offlineAccess: false, switchAccount: undefined }),
    ),
    state('consent-unverified-loopback', (context) =>
      renderConsentPage({
        context,
        ...consent,
        client: tool,
        returnsTo: describeReturnTarget('http://127.0.0.1:49152/callback'),
        resources: [o('https://mcp.example.com/calendar'), o('https://mcp.example.com/mail')],
      }),
    ),
    state('consent-installed', (context) =>
      renderConsentPage({
        context,
        ...consent,
        client: { ...tool, standing: { kind: 'unverified' }, name: o(' ') },
        returnsTo: describeReturnTarget('com.example.app:/callback'),
      }),
    ),
    state('consent-look-alike-host', (context) =>
      renderConsentPage({
        context,
        ...consent,
        client: { ...tool, standing: { kind: 'unverified' } },
        returnsTo: describeReturnTarget('https://exаmple.com/callback'),
      }),
    ),
    state('sign-out', (context) =>
      renderSignOutPage({
        context,
        form: form('/oauth/logout'),
        account: alice,
        clients: [o('Example Shop'), o('Example Mail'), o('Calendar')],
      }),
    ),
    state('signed-out', (context) => renderSignedOutPage({ context, signInAgain: '/login' })),
    state('signed-out-refused-return', (context) =>
      renderSignedOutPage({
        context,
        already: true,
        back: { url: o('https://shop.example.com/'), name: o('Example Shop') },
        refusedReturn: { reference: 'K7QM-2WRT-9PXD', at: AT },
      }),
    ),
    state('owner-setup', (context) =>
      renderOwnerSetupPage({ context, form: form('/setup'), passwordBounds: { minimum: 12, maximum: 256 } }),
    ),
    state('owner-setup-problems', (context) =>
      renderOwnerSetupPage({
        context,
        form: form('/setup'),
        passwordBounds: { minimum: 12, maximum: 256 },
        values: { username: o('alice example'), email: o('alice@'), name: o('Alice') },
        problems: [
          { field: 'username', code: 'malformed' },
          { field: 'email', code: 'malformed' },
          { field: 'password', code: 'too-short' },
          { field: 'passwordConfirmation', code: 'different' },
        ],
      }),
    ),
    state('owner-setup-done', (context) => renderOwnerSetupDonePage({ context, signIn: '/login' })),
    state('owner-setup-done-console', (context) =>
      renderOwnerSetupDonePage({ context, signIn: '/login', console: 'https://console.example.com/setup' }),
    ),
    state('owner-setup-used', (context) => renderOwnerSetupClosedPage({ context, state: 'used', signIn: '/login' })),
    state('owner-setup-expired', (context) => renderOwnerSetupClosedPage({ context, state: 'expired' })),
    state('owner-setup-wait', (context) => renderOwnerSetupClosedPage({ context, state: 'wait', seconds: 42 })),
    state(
      'form-post',
      (context) =>
        renderFormPostPage({
          context,
          redirectUri: 'https://shop.example.com/callback',
          parameters: { code: o('SplxlOBeZQQYbYS6WxSbIA'), state: o('xyz'), iss: 'https://id.example.com' },
          clientName: o('Example Shop'),
        }),
      { forms: 'anywhere', leaves: 'by-script' },
    ),
    state(
      'continue',
      (context) =>
        renderContinuePage({
          context,
          location: `com.example.app:/callback?code=abc&state=${encodeURIComponent(o('xyz'))}`,
          clientName: o('Code Companion'),
        }),
      { leaves: 'at-once' },
    ),
    state('home', (context) =>
      renderHomePage({
        context,
        account: '/account',
        console: 'https://console.example.com/',
        metadata: '/.well-known/openid-configuration',
      }),
    ),
    ...errorKinds.map((kind) =>
      state(`error-${kind}`, (context) =>
        renderErrorPage({
          context,
          kind,
          at: AT,
          ...(kind === 'page-not-found' ? { home: '/' } : { reference: 'K7QM-2WRT-9PXD' }),
          ...(kind === 'page-expired'
            ? { back: { url: o('https://shop.example.com/'), name: o('Example Shop') } }
            : {}),
        }),
      ),
    ),
  ];
}
