/** Claims that an ID token or UserInfo may hold. OpenID Connect Core §2, §5.1. */
export const SUPPORTED_CLAIMS: readonly string[] = [
  ...['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'sid'],
  ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture'],
  ...['website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at'],
  ...['email', 'email_verified', 'address', 'phone_number', 'phone_number_verified'],
];
