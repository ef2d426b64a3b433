import type { PageLocale } from './messages/locales';

/** What every page needs to know about where it is shown. */
export interface PageContext {
  /** Who shows the page. `url` is the issuer; its host is printed on every page. */
  readonly issuer: { readonly name: string; readonly url: string };
  /** From `chooseLocale`. */
  readonly locale: PageLocale;
  /** The nonce that the response's policy names; without it the page carries no script. */
  readonly nonce?: string | undefined;
}

/** A form of ours: where it posts, and the opaque hidden fields (`interaction`, `csrf`) that go with it. */
export interface PostForm {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

/** How far the name of a client can be believed. */
export type ClientStanding =
  | { readonly kind: 'verified' }
  /** Dynamic registration (RFC 7591), at an epoch-millisecond time. */
  | { readonly kind: 'self-registered'; readonly at: number }
  | { readonly kind: 'unverified' };

/** The client as people see it. Every string in it is the client's own claim. */
export interface ClientIdentity {
  readonly clientId: string;
  /** `client_name`; the client id is shown when it is absent or blank. */
  readonly name?: string | undefined;
  /** Shown only when it is a raster `data:` image or a path of this origin; otherwise a monogram stands in. */
  readonly logo?: string | undefined;
  readonly standing: ClientStanding;
  /** `policy_uri` and `tos_uri`; linked only when http(s). */
  readonly policyUri?: string | undefined;
  readonly termsUri?: string | undefined;
}

/** The signed-in person. */
export interface AccountIdentity {
  readonly username: string;
  readonly displayName?: string | undefined;
  readonly email?: string | undefined;
}

/** A way out of a page, to an http(s) address that the caller has validated. */
export interface BackLink {
  readonly url: string;
  /** Name of the client it leads to. */
  readonly name?: string | undefined;
}
