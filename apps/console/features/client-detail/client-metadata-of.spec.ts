import type { Client } from '../../ui/use-client';
import { judgeDraft } from './client-metadata-of';

const client = {
  self: '/admin/v1/clients/web',
  client_id: 'web',
  client_name: 'Shop',
  application_type: 'web',
  state: 'enabled',
  redirect_uris: ['https://shop.example/callback'],
  post_logout_redirect_uris: [],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  scope: 'openid',
  token_endpoint_auth_method: 'client_secret_basic',
  require_pkce: true,
  consent: 'required',
  contacts: [],
  introspects: [],
  warnings: [],
  access_token_lifetime: 300,
} as unknown as Client;

const finding = (rule: string, severity: string) => ({ rule, severity, message: '', why: '' });
const lint = (...findings: object[]) => ({ grade: 'A', reason: '', findings }) as never;
const at = { stored: lint(finding('L10', 'low')), production: true };

it('says what appears with a draft, and the grade that comes of it', () => {
  const { errors, lint: change } = judgeDraft(client, { require_pkce: false }, at);
  expect(errors).toEqual([]);
  expect(change).toMatchObject({ before: 'A', after: 'D', appears: [{ rule: 'L03' }], disappears: [] });
});

it('keeps what only the server knows', () => {
  const old = { ...at, stored: lint(finding('L10', 'low'), finding('L11', 'medium')) };
  expect(judgeDraft(client, { scope: 'openid email' }, old).lint?.after).toBe('B');
});

it('says what a draft solves', () => {
  const open = { ...client, require_pkce: false };
  const stored = lint(finding('L03', 'high'), finding('L10', 'low'));
  expect(judgeDraft(open, { require_pkce: true }, { stored, production: true }).lint).toMatchObject({
    after: 'A',
    appears: [],
    disappears: [{ rule: 'L03' }],
  });
});

it('finds what would be refused, and null brings the default back', () => {
  const { errors } = judgeDraft(client, { application_type: 'spa' }, at);
  expect(errors.map(({ rule }) => rule)).toContain('C05');
  expect(judgeDraft(client, { access_token_lifetime: 5 }, at).errors).toHaveLength(1);
  expect(judgeDraft(client, { access_token_lifetime: null }, at).errors).toEqual([]);
});

it('does not repeat what was wrong before', () => {
  const wrong = { ...client, access_token_lifetime: 5 };
  expect(judgeDraft(wrong, { client_name: 'Other' }, at).errors).toEqual([]);
});
