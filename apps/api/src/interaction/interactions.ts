/** A request that waits for a person: opened by the pages, asked about, and sent back to the authorization endpoint. */
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import {
  type AuthorizeInteraction,
  AuthorizeEndpoint,
  type ProtocolContext,
  type SignedInSession,
} from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { type BrowserSecret, BrowserSecrets } from './browser/browser-secret';
import { originOf } from './browser/request-origin';
import { type SealedState, SealedStates } from './browser/sealed-states';

export interface OpenInteraction {
  readonly sealed: string;
  readonly state: SealedState;
  readonly browser: BrowserSecret;
}

type Progress = Pick<SealedState, 'denied' | 'accountSelected' | 'consentedBy'>;

@Injectable()
export class Interactions {
  constructor(
    private readonly endpoint: AuthorizeEndpoint,
    private readonly states: SealedStates,
    private readonly secrets: BrowserSecrets,
    @Inject(PROTOCOL_CONTEXT) private readonly context: ProtocolContext,
  ) {}

  /** @throws PageRefusal unless this browser was given the state, lately */
  open(sealed: string | undefined, request: Request): OpenInteraction {
    const browser = this.secrets.read(request);
    const state = this.states.open('interaction', sealed, browser);
    return { sealed: sealed ?? '', state, browser: browser ?? this.secrets.readOrMake(request) };
  }

  /** What is still needed from the person; undefined when the authorization endpoint can answer. */
  question(
    { state }: OpenInteraction,
    session: SignedInSession | undefined,
    request: Request,
  ): Promise<AuthorizeInteraction | undefined> {
    const { parameters } = state;
    return this.endpoint.question({ parameters, session, progress: state, origin: originOf(request) });
  }

  /** Where the browser goes when a page has done its job. */
  wayBack({ sealed }: Pick<OpenInteraction, 'sealed'>): string {
    return `/oauth/authorize?interaction=${sealed}`;
  }

  /** The way back with something added to the state: the person refused, agreed, or chose an account. */
  wayBackWith({ state, browser }: OpenInteraction, progress: Progress): string {
    return this.wayBack({ sealed: this.states.seal('interaction', { ...state, ...progress }, browser) });
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.context.clock.now();
  }
}
