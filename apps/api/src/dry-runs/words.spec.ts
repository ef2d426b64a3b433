import { AuthorizeEndpoint, registeredExtensions, registeredGrants } from '@gatehouse/protocol';
import { account, protocolContext } from '@gatehouse/protocol/testing';
import { FAILURE_CATALOGUE } from '../http/explanations/failure-catalogue';
import { ACCESS_TOKEN_CLAIMS, ID_TOKEN_CLAIMS, userinfoOrigins } from './claim-origins';
import { PARAMETER_MEANINGS } from './parameter-meanings';
import { PASSED_CHECKS } from './passed-checks';
import { PREVIEWED_GRANTS } from './token-preview.dto';

describe('the words of dry runs', () => {
  const { checks } = new AuthorizeEndpoint(protocolContext(), registeredExtensions);

  it('there is a sentence for each check that passes, and one for when it fails', () => {
    expect(Object.keys(PASSED_CHECKS).sort()).toEqual([...checks, 'request.too_large'].sort());
    for (const check of Object.keys(PASSED_CHECKS)) expect(FAILURE_CATALOGUE).toHaveProperty([check]);
    for (const sentence of Object.values(PASSED_CHECKS)) expect(sentence).toMatch(/^\S.*\.$/);
  });

  it('each parameter of a check and of an extension is explained, with the place where it is written', () => {
    const named = checks.map((check) => check.split('.')[0] ?? '').filter((name) => !CONCEPTS.has(name));
    const ofExtensions = registeredExtensions.flatMap(({ authorizeParameters = [] }) => authorizeParameters);
    for (const name of [...named, ...ofExtensions]) expect(PARAMETER_MEANINGS).toHaveProperty([name]);
    for (const { meaning, section, checked } of Object.values(PARAMETER_MEANINGS)) {
      expect(section).toMatch(/^(RFC \d{4}|OpenID Connect Core|OAuth 2\.0 Multiple Response Types) §[\d.]+$/);
      for (const text of [meaning, checked]) expect(text).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('each claim says in a sentence where it comes from', () => {
    const of = userinfoOrigins(account(), ['openid', 'profile', 'email']);
    expect(of.map(({ claim, scope }) => `${scope}: ${claim}`)).toEqual([
      'openid: sub',
      'profile: preferred_username',
      'profile: name',
      'profile: given_name',
      'profile: family_name',
      'profile: updated_at',
      'email: email',
      'email: email_verified',
    ]);
    for (const { explanation } of [...Object.values(ACCESS_TOKEN_CLAIMS), ...Object.values(ID_TOKEN_CLAIMS), ...of]) {
      expect(explanation).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('only grant types of the house are previewed', () => {
    const types = registeredGrants.map(({ type }) => type);
    for (const grant of PREVIEWED_GRANTS) expect(types).toContain(grant);
  });
});

/** First words of checks that are no parameters. */
const CONCEPTS = new Set(['client', 'parameter', 'pkce']);
