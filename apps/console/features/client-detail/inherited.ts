/** What a client gets where it says nothing itself. A spec holds the values and the server together. */
import type { Client } from '../../ui/use-client';

export interface InheritedValue {
  /** Seconds. */
  readonly value: number;
  readonly from: string;
}

type Lifetime =
  'access_token_lifetime' | 'refresh_token_lifetime' | 'refresh_token_idle_lifetime' | 'refresh_token_grace';

export const INHERITED: Readonly<Record<Lifetime & keyof Client, InheritedValue>> = {
  access_token_lifetime: { value: 600, from: 'the server, where the API does not say otherwise' },
  refresh_token_lifetime: { value: 2_592_000, from: 'the server' },
  refresh_token_idle_lifetime: { value: 1_209_600, from: 'the server' },
  refresh_token_grace: { value: 10, from: 'the server' },
};
