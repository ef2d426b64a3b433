/** Where the console tells more about what an event names. */
import { toPathId } from '../../ui/path-ids';

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  person: (id) => `/users/${toPathId(id)}`,
  user: (id) => `/users/${toPathId(id)}`,
  client: (id) => `/clients/${toPathId(id)}`,
  api: (id) => `/apis/${toPathId(id)}`,
  session: (id) => `/sessions/${toPathId(id)}`,
  token: (id) => `/tokens/${toPathId(id)}`,
  family: (id) => `/tokens?family_id=${encodeURIComponent(id)}`,
  consent: (id) => `/tokens?consent_id=${encodeURIComponent(id)}`,
  signing_key: (id) => `/keys?key=${encodeURIComponent(id)}`,
  failure: (id) => `/errors/${encodeURIComponent(id)}`,
};

/** The page of a thing; undefined where there is none. */
export function pageOf(kind: string, id: string | null): string | undefined {
  return id === null || id === '' || !Object.hasOwn(PAGES, kind) ? undefined : PAGES[kind]?.(id);
}
