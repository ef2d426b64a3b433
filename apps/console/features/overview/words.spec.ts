import { beginOf } from './range';
import { bucketName, deltaOf, grantTypeName, reasonName } from './words';

it.each([
  [0, 0, 'same', 'none before either'],
  [3, 3, 'same', 'as before'],
  [5, 0, 'up', '5 more, none before'],
  [1500, 1000, 'up', '500 more (50%)'],
  [3, 4, 'down', '1 fewer (25%)'],
])('%i after %i', (total, before, direction, text) => expect(deltaOf(total, before)).toEqual({ direction, text }));

it('names days by UTC, in which they are counted', () => {
  const at = Date.UTC(2026, 2, 1);
  expect(bucketName(at, 'day', 'local')).toBe('1 Mar');
  expect(bucketName(at + 3_600_000, 'hour', 'utc')).toBe('01:00');
  expect(bucketName(at, 'hour', 'utc', true)).toContain('1 Mar');
});

it('begins ranges at whole hours, the present one included', () => {
  const now = Date.UTC(2026, 2, 1, 10, 20);
  expect(beginOf('24h', now)).toBe(Date.UTC(2026, 1, 28, 11));
  expect(beginOf('1h', now)).toBe(Date.UTC(2026, 2, 1, 9));
});

it('shows the id of what it has no words for', () => {
  expect(reasonName('redirect_uri.unregistered')).toBe('Redirect URI is not registered');
  expect(reasonName('constructor')).toBe('constructor');
  expect(grantTypeName('client_credentials')).toBe('Client credentials');
});
