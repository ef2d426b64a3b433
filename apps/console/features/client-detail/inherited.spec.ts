import { DEFAULT_OPTIONS } from '@gatehouse/protocol';
import { INHERITED } from './inherited';

it('shows as inherited what the server applies', () => {
  expect(INHERITED.access_token_lifetime.value).toBe(DEFAULT_OPTIONS.accessTokenLifetime);
  expect(INHERITED.refresh_token_lifetime.value).toBe(DEFAULT_OPTIONS.refreshTokenLifetime);
  expect(INHERITED.refresh_token_idle_lifetime.value).toBe(DEFAULT_OPTIONS.refreshTokenIdleLifetime);
  expect(INHERITED.refresh_token_grace.value).toBe(DEFAULT_OPTIONS.refreshTokenGrace);
});
