import { protocolContext } from '../../../testing';
import { agree, replyTo } from '../../../testing/authorize-requests';
import { issuerIdentification } from './issuer-identification.extension';

describe('RFC 9207 §2 every authorization response names its issuer', () => {
  it('a code', async () => {
    const context = protocolContext();
    await agree(context, ['openid', 'orders:read']);
    expect((await replyTo(context)).parameters).toMatchObject({
      code: expect.any(String),
      iss: 'https://login.example',
    });
  });

  it.each(['query', 'fragment', 'form_post'])('an error (%s)', async (mode) => {
    const reply = await replyTo(protocolContext(), { response_mode: mode, prompt: 'none' });
    expect(reply.parameters).toMatchObject({ error: 'consent_required', iss: 'https://login.example' });
  });
});

describe('RFC 9207 §3 metadata', () => {
  it('says so', () => {
    expect(issuerIdentification.metadata?.(protocolContext().options)).toEqual({
      authorization_response_iss_parameter_supported: true,
    });
  });
});
