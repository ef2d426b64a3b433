/**
 * Parameters of a form body or a query, as sent: ordered, repeated ones kept, strictly decoded. What they mean, and
 * whether a repetition is an error, is for the protocol to say. RFC 6749 §3.1, §3.2 and appendix B.
 */
import { MalformedRequest } from './malformed-request';

export type FormParameters = readonly (readonly [name: string, value: string])[];

/** More than any request of the protocol has; a list this long is an attack on whoever walks through it. */
export const MAXIMUM_PARAMETERS = 200;

const EMPTY: FormParameters = [];

/**
 * Reads `name=value&…`: `+` is a blank, `%` needs two hexadecimal digits, what it encodes must be UTF-8.
 * @throws MalformedRequest (400)
 */
export function parseForm(text: string): FormParameters {
  if (text === '') return EMPTY;
  const list: (readonly [string, string])[] = [];
  const escaped = text.indexOf('%') !== -1 || text.indexOf('+') !== -1;
  const length = text.length;
  for (let start = 0; start < length;) {
    let end = text.indexOf('&', start);
    if (end === -1) end = length;
    if (end > start) {
      if (list.length === MAXIMUM_PARAMETERS) {
        throw new MalformedRequest(400, 'too_many_parameters', `more than ${MAXIMUM_PARAMETERS} parameters`);
      }
      let equals = text.indexOf('=', start);
      if (equals === -1 || equals > end) equals = end;
      const name = text.slice(start, equals);
      const value = equals === end ? '' : text.slice(equals + 1, end);
      list.push(escaped ? [decode(name), decode(value)] : [name, value]);
    }
    start = end + 1;
  }
  return list;
}

function decode(text: string): string {
  const spaced = text.indexOf('+') === -1 ? text : text.replaceAll('+', ' ');
  if (spaced.indexOf('%') === -1) return spaced;
  try {
    // Refuses half an escape, overlong forms, surrogates: exactly the strictness that is wanted.
    return decodeURIComponent(spaced);
  } catch {
    throw new MalformedRequest(400, 'bad_encoding', 'a parameter is not percent-encoded UTF-8');
  }
}
