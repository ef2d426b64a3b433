/** What an operator decides once for the whole instance. Durations in seconds. */

export interface ProtocolOptions {
  /** The issuer identifier, byte for byte. RFC 8414 §2. */
  readonly issuer: string;
  readonly authorizationCodeLifetime: number;
  /** Where neither client nor API says otherwise. */
  readonly accessTokenLifetime: number;
  readonly idTokenLifetime: number;
  /** Absolute and idle life of a family's refresh tokens. */
  readonly refreshTokenLifetime: number;
  readonly refreshTokenIdleLifetime: number;
  /** Window in which a retry with a rotated refresh token gets the same successor. */
  readonly refreshTokenGrace: number;
}

export const DEFAULT_OPTIONS: Omit<ProtocolOptions, 'issuer'> = {
  authorizationCodeLifetime: 60,
  accessTokenLifetime: 600,
  idTokenLifetime: 3600,
  refreshTokenLifetime: 30 * 86_400,
  refreshTokenIdleLifetime: 14 * 86_400,
  refreshTokenGrace: 10,
};
