import { clientSettings } from './client-record';

describe('RFC 7591 §2: from metadata to the client record', () => {
  it('gives a server-side client the safe defaults', () => {
    expect(clientSettings({ client_id: 'web', redirect_uris: ['https://a.example/cb'] })).toEqual({
      clientId: 'web',
      clientName: 'web',
      applicationType: 'web',
      redirectUris: ['https://a.example/cb'],
      postLogoutRedirectUris: [],
      grantTypes: ['authorization_code'],
      responseTypes: ['code'],
      scope: [],
      tokenEndpointAuthMethod: 'client_secret_basic',
      idTokenSignedResponseAlg: 'RS256',
      requirePkce: true,
      consent: 'required',
      assertionAudience: 'any',
    });
  });

  it('makes a public client of what runs in a browser or on a device', () => {
    expect(clientSettings({ client_id: 'spa', application_type: 'spa' }).tokenEndpointAuthMethod).toBe('none');
    expect(clientSettings({ client_id: 'app', application_type: 'native' }).tokenEndpointAuthMethod).toBe('none');
  });

  it('carries what an admin chose', () => {
    const settings = clientSettings({
      client_id: 'web',
      client_name: 'Shop',
      scope: 'openid orders:read',
      consent: 'skip',
      require_pkce: false,
      id_token_signed_response_alg: 'ES256',
      refresh_token_rotation: 'rotate',
      refresh_token_grace: 30,
      refresh_token_lifetime: 3600,
      access_token_lifetime: 60,
      introspects: ['https://api.example.com/orders'],
    });
    expect(settings).toMatchObject({
      clientName: 'Shop',
      scope: ['openid', 'orders:read'],
      consent: 'skip',
      requirePkce: false,
      idTokenSignedResponseAlg: 'ES256',
      refreshTokenRotation: true,
      refreshTokenGrace: 30,
      refreshTokenLifetime: 3600,
      accessTokenLifetime: 60,
      introspects: ['https://api.example.com/orders'],
    });
  });
});
