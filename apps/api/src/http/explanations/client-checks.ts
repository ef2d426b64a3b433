/** Checks of who a client is, at every endpoint. */
import type { Explanation } from './failure-catalogue';

const because = (title: string, fix: string): Explanation => ({ title, fix });

export const CLIENT_CHECKS: Readonly<Record<string, Explanation>> = {
  'client.unknown': because(
    'No client is registered under the client_id that was sent.',
    'Compare the client_id with the list of clients: look for a typing error, or for a client of another environment. Register the client if it is new.',
  ),
  'client.disabled': because('The client is disabled.', 'Enable the client, if it may be used again.'),
  'client.missing': because(
    'The request names no client.',
    'Send client_id, or the credentials that the client is registered with.',
  ),
  'client.several_methods': because(
    'The client sent more than one credential in one request.',
    'Use one method only: the Authorization header, client_secret in the body, or a client assertion.',
  ),
  'client.method': because(
    'The client authenticated in another way than it is registered for.',
    `Change the client's token_endpoint_auth_method to what it sends, or let it send what is registered.`,
  ),
  'client.secret': because(
    'The client secret is wrong, expired or deleted.',
    `Compare the secret in the client's configuration with the one that was shown when it was made. If it is lost, make a second one and put it in place.`,
  ),
  'client.basic': because(
    'The Authorization header cannot be read.',
    'Send `Basic` and the base64 of client_id and secret, each form-encoded, with a colon between them (RFC 6749 §2.3.1).',
  ),
  'client.public': because(
    'Introspection was asked by a client without a credential.',
    'Introspect with a confidential client: give the API a client of its own with a secret or a key.',
  ),
  'client_id.missing': because('client_id is missing.', 'Send client_id.'),
  'client_id.repeated': because('client_id was sent more than once.', 'Send each parameter once.'),
  'client_id.other': because(
    'client_id names another client than the one that authenticated.',
    'Leave client_id out, or send the one that the credentials belong to.',
  ),
  'assertion.type': because(
    'client_assertion_type is missing or not supported.',
    'Send urn:ietf:params:oauth:client-assertion-type:jwt-bearer.',
  ),
  'assertion.missing': because(
    'client_assertion is missing beside its type.',
    'Send the signed JWT as client_assertion.',
  ),
  'assertion.malformed': because(
    'The client assertion is no JWT with a subject.',
    'Sign a JWT whose iss and sub are the client_id (RFC 7523 §3).',
  ),
  'assertion.issuer': because(
    'iss and sub of the client assertion are not the client_id.',
    'Put the client_id into both.',
  ),
  'assertion.audience': because(
    'The client assertion is meant for somebody else.',
    'Put the issuer of this server into aud, byte for byte.',
  ),
  'assertion.typ': because(
    'The client assertion has a typ that is not one of a client assertion.',
    'Leave typ out, or set it to JWT or client-authentication+jwt.',
  ),
  'assertion.algorithm': because(
    'The client assertion is signed with an algorithm that is not registered.',
    `Sign with the client's token_endpoint_auth_signing_alg, or change that.`,
  ),
  'assertion.no_keys': because('The client is registered without a key.', `Add its public key to the client's jwks.`),
  'assertion.signature': because(
    'No registered key of the client fits the signature of its assertion.',
    `Compare the kid and the key with the client's jwks: after a rotation the new public key has to be registered first.`,
  ),
  'assertion.expired': because(
    'The client assertion has expired, or has no exp.',
    `Make a new assertion for each request, and check the clock of the client's machine.`,
  ),
  'assertion.too_long': because(
    'The client assertion is valid for too long.',
    'Let it expire after a few minutes at most.',
  ),
  'assertion.nbf': because('The client assertion is not valid yet.', `Check the clock of the client's machine.`),
  'assertion.iat': because('The client assertion was made in the future.', `Check the clock of the client's machine.`),
  'assertion.jti': because('The client assertion has no jti.', 'Put a new random jti into each assertion.'),
  'assertion.replayed': because(
    'The same client assertion was sent a second time.',
    'Make a new assertion with a new jti for each request.',
  ),
};
