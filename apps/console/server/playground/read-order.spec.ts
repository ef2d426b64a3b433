import { readOrder } from './read-order';

const ORDER = {
  flow: 'authorization_code',
  clientId: 'spa',
  parameters: [['scope', 'openid']],
  nonce: true,
  pkce: true,
  credential: { kind: 'none' },
};

describe('an order of a run', () => {
  it('is read, without what it has no use for', () => {
    expect(readOrder({ ...ORDER, more: 1, credential: { kind: 'none', value: 'x' } })).toEqual(ORDER);
    const credential = { kind: 'secret', value: 'x' };
    expect(readOrder({ ...ORDER, credential })?.credential).toEqual(credential);
  });

  it.each([
    ['no object', null],
    ['a list', [ORDER]],
    ['another flow', { ...ORDER, flow: 'implicit' }],
    ['no client', { ...ORDER, clientId: '' }],
    ['a state of its own', { ...ORDER, parameters: [['state', 'x']] }],
    ['a challenge of its own', { ...ORDER, parameters: [['code_challenge', 'x']] }],
    ['a secret in the address', { ...ORDER, parameters: [['client_secret', 'x']] }],
    ['another client in the address', { ...ORDER, parameters: [['client_id', 'x']] }],
    ['an odd name', { ...ORDER, parameters: [['a b', 'x']] }],
    ['a value that is no text', { ...ORDER, parameters: [['scope', 1]] }],
    ['too many parameters', { ...ORDER, parameters: Array.from({ length: 41 }, () => ['resource', 'x']) }],
    ['a parameter without end', { ...ORDER, parameters: [['scope', 'x'.repeat(4_001)]] }],
    ['a secret that is missing', { ...ORDER, credential: { kind: 'secret' } }],
    ['an unknown credential', { ...ORDER, credential: { kind: 'certificate' } }],
  ])('is none with %s', (_what, body) => {
    expect(readOrder(body)).toBeUndefined();
  });
});
