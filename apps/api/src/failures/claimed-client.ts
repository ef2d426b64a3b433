/** The client that a request says it is, whether or not it has proven it. */
import { decodeJwt, type Parameters } from '@gatehouse/protocol';

const LONGEST = 255;

/** Undefined when it says nothing that could be a client id. */
export function claimedClient(
  authorization: string | undefined,
  parameters: Parameters | undefined,
): string | undefined {
  const claimed =
    ofBasic(authorization) ?? parameters?.get('client_id') ?? ofAssertion(parameters?.get('client_assertion'));
  return claimed === undefined || claimed === '' || claimed.length > LONGEST ? undefined : claimed;
}

/** Without a colon it is no pair, and may be a secret alone. RFC 6749 §2.3.1. */
function ofBasic(authorization: string | undefined): string | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/_-]+={0,2})$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString();
  const end = pair.indexOf(':');
  if (end === -1) return undefined;
  try {
    return decodeURIComponent(pair.slice(0, end).replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function ofAssertion(assertion: string | undefined): string | undefined {
  const subject = assertion === undefined ? undefined : decodeJwt(assertion)?.claims['sub'];
  return typeof subject === 'string' ? subject : undefined;
}
