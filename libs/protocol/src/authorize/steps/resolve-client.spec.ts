import { client, MemoryClientDirectory, protocolContext, START } from '../../../testing';
import { pageError, parametersOf } from '../../../testing/authorize-requests';
import { AuthorizeEndpoint } from '../authorize.endpoint';

describe('RFC 6749 §4.1.2.1 a request of nobody we know is never answered by a redirect', () => {
  it.each([
    ['missing', { client_id: undefined }, 'client_id.missing'],
    ['empty, which counts as missing (§3.1)', { client_id: '' }, 'client_id.missing'],
    ['unknown', { client_id: 'nobody' }, 'client.unknown'],
    ['sent twice', { client_id: ['web-shop', 'single-page'] }, 'client_id.repeated'],
    ['sent twice with one value', { client_id: ['web-shop', 'web-shop'] }, 'client_id.repeated'],
  ])('client_id %s', async (_, changes, check) => {
    await expect(pageError(protocolContext(), changes)).resolves.toMatchObject({ check });
  });

  it('a disabled client', async () => {
    const clients = new MemoryClientDirectory(client({ disabledAt: START }));
    const context = protocolContext({ clients });
    await expect(pageError(context)).resolves.toMatchObject({ check: 'client.disabled' });
    expect(context.events.of('authorization.refused')).toMatchObject([
      { clientId: 'web-shop', check: 'client.disabled' },
    ]);
  });

  it('not even with prompt=none, RFC 9700 §4.11', async () => {
    const error = await pageError(protocolContext(), { client_id: 'nobody', prompt: 'none' });
    expect(error.check).toBe('client.unknown');
  });

  it('keeps what was sent out of the description and printable in the log', async () => {
    const error = await pageError(protocolContext(), { client_id: '<script>"\u0000\n' });
    expect(error.description).not.toContain('script');
    expect(error.detail).toEqual({ clientId: '<script>???' });
  });
});

describe('RFC 6749 §3.1 unknown parameters are ignored', () => {
  it('even those of other endpoints', async () => {
    const parameters = [...parametersOf(), ['client_assertion', 'x'], ['extra', 'foobar'], ['extra2', '']] as const;
    const outcome = await new AuthorizeEndpoint(protocolContext(), []).answer({
      parameters,
      session: undefined,
      progress: undefined,
      origin: { ip: null, userAgent: null },
    });
    expect(outcome).toMatchObject({ kind: 'interaction', interaction: { need: 'sign_in' } });
  });
});
