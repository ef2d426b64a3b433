/** People as they are typed: an id, a username or an e-mail address. */
import { AdminApi, type Answered } from './admin-api';
import type { UserDetailAnswer } from './answers';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const USER = '/admin/v1/users/{user_id}';

/** The id of a person. @throws Error when nobody is called so */
export async function userId(api: AdminApi, text: string): Promise<string> {
  if (ID.test(text)) return text;
  const wanted = text.normalize('NFC').toLowerCase();
  const { items } = await api.ask((send) =>
    send.GET('/admin/v1/users', { params: { query: { search: text, limit: 200 } } }),
  );
  const found = items.find(({ username, email }) => [username, email].some((name) => name?.toLowerCase() === wanted));
  if (found) return found.id;
  throw new Error(`Nobody has the username, e-mail address or id "${text}".`);
}

export async function findUser(api: AdminApi, text: string): Promise<Answered<UserDetailAnswer>> {
  const path = { user_id: await userId(api, text) };
  return api.call((send) => send.GET(USER, { params: { path } }));
}
