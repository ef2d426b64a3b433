/**
 * State that travels with the browser while a person is at one of our pages: encrypted, bound to the browser and to its
 * purpose, and good for a quarter of an hour. Nothing is stored before somebody has signed in. D-09.
 */
import { Inject, Injectable } from '@nestjs/common';
import { type ParameterList, type ProtocolContext, seal, unseal } from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../../wiring/tokens';
import type { BrowserSecret } from './browser-secret';
import { PageRefusal } from './page-refusal';

/** What a state is for: one never stands in for another. */
export type StatePurpose = 'interaction' | 'sign-out';

export interface SealedState {
  /** Names the interaction in logs and forms. */
  readonly id: string;
  readonly parameters: ParameterList;
  /** When the request first arrived; epoch milliseconds. */
  readonly startedAt: number;
  readonly denied?: boolean;
  readonly accountSelected?: boolean;
  readonly consentedBy?: string;
}

/** Milliseconds. */
export const STATE_LIFETIME = 15 * 60_000;
/** Bytes of a request's parameters; what is longer would not fit into the URL that carries it. */
export const MAXIMUM_REQUEST = 8_192;
/** Characters of a sealed state: the bytes above with their frame, in base64url. */
const MAXIMUM_SEALED = 12_288;

@Injectable()
export class SealedStates {
  constructor(@Inject(PROTOCOL_CONTEXT) private readonly context: ProtocolContext) {}

  /** Text fit for a URL and a form field. @throws PageRefusal when the request is too large */
  seal(purpose: StatePurpose, state: SealedState, browser: BrowserSecret): string {
    refuseLargeRequest(state.parameters);
    const plaintext = Buffer.from(JSON.stringify(state));
    return seal(this.key(), plaintext, contextOf(purpose, browser)).toString('base64url');
  }

  /**
   * The state that this browser was given.
   * @throws PageRefusal when it was sealed for another browser or purpose, was altered, or is too old
   */
  open(purpose: StatePurpose, sealed: string | undefined, browser: BrowserSecret | undefined): SealedState {
    if (browser === undefined) throw new PageRefusal('other-browser', { check: 'state.no_cookie' });
    const state = this.unseal(purpose, sealed, browser);
    if (state === undefined) throw new PageRefusal('other-browser', { check: 'state.unreadable' });
    if (this.context.clock.now() - state.startedAt > STATE_LIFETIME) {
      const clientId = state.parameters.find(([name]) => name === 'client_id')?.[1];
      throw new PageRefusal('request-expired', {
        check: 'state.expired',
        ...(clientId === undefined ? {} : { clientId }),
      });
    }
    return state;
  }

  private unseal(purpose: StatePurpose, sealed: string | undefined, browser: BrowserSecret): SealedState | undefined {
    if (sealed === undefined || sealed.length > MAXIMUM_SEALED || !/^[A-Za-z0-9_-]+$/.test(sealed)) return undefined;
    const plaintext = unseal(this.key(), Buffer.from(sealed, 'base64url'), contextOf(purpose, browser));
    // Only we can have sealed it, in this form.
    return plaintext === undefined ? undefined : (JSON.parse(plaintext.toString('utf8')) as SealedState);
  }

  private key(): Buffer {
    return this.context.keys.secretKey('interaction').export();
  }
}

/** @throws PageRefusal when names and values take more than `MAXIMUM_REQUEST` bytes */
export function refuseLargeRequest(parameters: ParameterList): void {
  if (Buffer.byteLength(JSON.stringify(parameters)) > MAXIMUM_REQUEST) {
    throw new PageRefusal('request-too-large', { check: 'request.too_large' });
  }
}

function contextOf(purpose: StatePurpose, browser: BrowserSecret): string {
  return `${purpose} ${browser.digest}`;
}
