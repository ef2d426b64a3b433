import { fromPathId, toPathId } from './path-ids';

it.each(['web', '0a.b:c@d', '_x'])('leaves %j as it is', (id) => {
  expect(toPathId(id)).toBe(id);
  expect(fromPathId(id)).toBe(id);
});

it.each(['.hidden', '..', '~web', 'team/a b?c%41', 'https://client.example/x', '>>>???'])(
  'writes %j as the API does, and reads it back',
  (id) => {
    expect(toPathId(id)).toBe(`~${Buffer.from(id).toString('base64url')}`);
    expect(fromPathId(toPathId(id))).toBe(id);
  },
);

it('leaves alone what is no encoded id', () => {
  expect(fromPathId('~a b')).toBe('~a b');
});
