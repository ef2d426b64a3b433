/**
 * Ids in paths. Those with characters that a proxy and a router may read differently (a slash, for one) are written as
 * `~` and base64url; answers name themselves in `self`, so nobody has to work it out.
 */
import { ADMIN_PATH } from './route-metadata';

const SAFE = /^[A-Za-z0-9_-][A-Za-z0-9_.:@-]*$/;
const ENCODED = /^~[A-Za-z0-9_-]+$/;

/** An id as one segment of a path. */
export function toPathId(id: string): string {
  return SAFE.test(id) ? id : `~${Buffer.from(id).toString('base64url')}`;
}

/** The id of a path segment, as Express has decoded it. */
export function fromPathId(segment: string): string {
  if (!ENCODED.test(segment)) return segment;
  return Buffer.from(segment.slice(1), 'base64url').toString();
}

/** The path of one resource, such as `/admin/v1/clients/web`. */
export function selfOf(list: string, id: string): string {
  return `${ADMIN_PATH}/${list}/${toPathId(id)}`;
}
