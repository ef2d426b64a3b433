import type { ErrorKind } from '../error-catalogue';

/** Words of one kind of error: what happened, why in one sentence, what to do now. */
export interface ErrorMessages {
  readonly title: string;
  readonly explanation: string;
  readonly action: string;
}

/**
 * Every text of the hosted pages in one language. `{name}` marks a value; each language must use the same values as
 * English (a test holds them together). Texts are plain: no markup, no HTML entities.
 */
export interface Messages {
  readonly frame: { readonly title: string; readonly issuedBy: string };
  readonly client: {
    readonly verified: string;
    readonly selfRegistered: string;
    readonly unverified: string;
    readonly policy: string;
    readonly terms: string;
  };
  readonly returnsTo: {
    readonly site: string;
    readonly thisComputer: string;
    readonly installed: string;
  };
  readonly password: { readonly reveal: string };
  readonly signIn: {
    readonly title: string;
    readonly toClient: string;
    readonly toIssuer: string;
    readonly username: string;
    readonly password: string;
    readonly submit: string;
    readonly cancel: string;
    readonly reasons: {
      readonly 'fresh-sign-in': string;
      readonly 'too-long-ago': string;
      readonly 'stronger-sign-in': string;
      readonly 'other-account': string;
      readonly 'session-ended': string;
    };
    readonly problems: {
      readonly 'bad-credentials': string;
      readonly 'missing-credentials': string;
      readonly 'sign-in-not-permitted': string;
      readonly locked: string;
      readonly unavailable: string;
      readonly 'page-expired': string;
    };
  };
  readonly chooseAccount: {
    readonly title: string;
    readonly continueAs: string;
    readonly another: string;
  };
  readonly consent: {
    readonly title: string;
    readonly identity: string;
    readonly returnsTo: string;
    readonly as: string;
    readonly switchAccount: string;
    readonly willBeAbleTo: string;
    readonly issuerGroup: string;
    readonly nothing: string;
    readonly isNew: string;
    readonly sensitive: string;
    readonly noDescription: string;
    readonly howLong: string;
    readonly offline: string;
    readonly shortLived: string;
    readonly resources: string;
    readonly details: string;
    readonly clientId: string;
    readonly scopeNames: string;
    readonly unverifiedWarning: string;
    readonly thisComputerWarning: string;
    readonly allow: string;
    readonly deny: string;
    /** Texts for the scopes of OpenID Connect Core §5.4; others are described by their API. */
    readonly standardScopes: Readonly<Record<string, string>>;
  };
  readonly signOut: {
    readonly title: string;
    readonly signedInAs: string;
    readonly alsoSignsOut: string;
    readonly submit: string;
    readonly stay: string;
  };
  readonly signedOut: {
    readonly title: string;
    readonly text: string;
    readonly alreadyText: string;
    readonly noReturn: string;
    readonly signInAgain: string;
  };
  readonly setup: {
    readonly title: string;
    readonly text: string;
    readonly username: string;
    readonly usernameHint: string;
    readonly email: string;
    readonly displayName: string;
    readonly optional: string;
    readonly password: string;
    readonly passwordHint: string;
    readonly passwordConfirmation: string;
    readonly submit: string;
    readonly problemsTitle: string;
    readonly problems: {
      readonly username: { readonly missing: string; readonly malformed: string; readonly taken: string };
      readonly email: { readonly missing: string; readonly malformed: string; readonly taken: string };
      readonly name: { readonly malformed: string; readonly 'too-long': string };
      readonly password: {
        readonly missing: string;
        readonly 'too-short': string;
        readonly 'too-long': string;
        readonly 'too-common': string;
        readonly 'too-similar': string;
      };
      readonly passwordConfirmation: { readonly missing: string; readonly different: string };
      /** Of no field. `unknown` also stands in for a code that has no words here. */
      readonly form: { readonly overloaded: string; readonly unknown: string };
    };
    readonly done: { readonly title: string; readonly text: string; readonly toConsole: string };
    readonly used: { readonly title: string; readonly text: string; readonly action: string };
    readonly expired: { readonly title: string; readonly text: string; readonly action: string };
    readonly wait: { readonly title: string; readonly text: string; readonly action: string };
  };
  readonly returning: {
    readonly title: string;
    readonly text: string;
    readonly submit: string;
    readonly noScript: string;
    readonly continueText: string;
  };
  readonly home: {
    readonly title: string;
    readonly text: string;
    readonly account: string;
    readonly accountText: string;
    readonly console: string;
    readonly consoleText: string;
    readonly metadata: string;
    readonly metadataText: string;
  };
  readonly error: {
    readonly whatNow: string;
    readonly reference: string;
    readonly time: string;
    readonly copy: string;
    readonly copied: string;
    readonly backToClient: string;
    readonly back: string;
    readonly home: string;
    readonly explain: string;
    readonly details: string;
    readonly code: string;
    readonly kinds: Readonly<Record<ErrorKind, ErrorMessages>>;
  };
}
