import { profileOf, profilePatch } from './profile-draft';

const USER = {
  username: 'ada',
  email: null,
  email_verified: false,
  claims: { name: 'Ada', address: { locality: 'London', country: 'UK' }, phone_number_verified: true },
} as unknown as Parameters<typeof profileOf>[0];

describe('the profile form', () => {
  it('shows what is stored, and nothing for what is not', () => {
    expect(profileOf(USER)).toMatchObject({
      email: '',
      name: 'Ada',
      given_name: '',
      'address.locality': 'London',
      phone_number_verified: true,
    });
  });

  it('sends only what was changed', () => {
    expect(profilePatch({ username: ' ada2 ' }, USER.claims)).toEqual({ username: 'ada2' });
    expect(profilePatch({ given_name: 'Ada' }, USER.claims)).toEqual({ claims: { given_name: 'Ada' } });
  });

  it('removes what was emptied', () => {
    expect(profilePatch({ email: ' ', name: '' }, USER.claims)).toEqual({ email: null, claims: { name: null } });
    expect(profilePatch({ phone_number_verified: false }, USER.claims)).toEqual({
      claims: { phone_number_verified: null },
    });
  });

  it('removes an address with its last part, and no earlier', () => {
    expect(profilePatch({ 'address.locality': '' }, USER.claims)).toEqual({ claims: { address: { locality: null } } });
    expect(profilePatch({ 'address.locality': '', 'address.country': '' }, USER.claims)).toEqual({
      claims: { address: null },
    });
  });
});
