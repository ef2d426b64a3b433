import { pkceTrafficOf } from './pkce-traffic-of';

type Events = Parameters<typeof pkceTrafficOf>[0];

const granted = (id: string, detail: Record<string, unknown>) => ({ id, detail }) as unknown as Events[number];

describe('sign-ins without PKCE', () => {
  it('are counted among those of which it is known', () => {
    const events = [
      granted('4', { bindings: ['pkce'] }),
      granted('3', { bindings: [] }),
      granted('2', { bindings: [] }),
      granted('1', { scope: ['openid'] }),
    ];
    expect(pkceTrafficOf(events)).toMatchObject({ known: 3, without: 2, last: { id: '3' } });
    expect(pkceTrafficOf([])).toEqual({ known: 0, without: 0, last: undefined });
  });
});
