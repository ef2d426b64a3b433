/** Who the admin API sees behind a session, at this moment. */
import 'server-only';
import { cache } from 'react';
import type { AdminApiComponents } from '@gatehouse/contracts';
import { adminFetch, SignedOut } from './admin-api';
import type { ConsoleSession } from './sessions';

export type MeAnswer = AdminApiComponents['schemas']['MeAnswer'];

/** Asked once per page. `no-role`: a person who is signed in and may do nothing here. */
export const readMe = cache(async (session: ConsoleSession): Promise<MeAnswer | 'no-role' | 'signed-out'> => {
  try {
    const response = await adminFetch(session, '/admin/v1/me');
    if (response.status === 403) return 'no-role';
    if (!response.ok) throw new Error(`/admin/v1/me answered ${response.status}`);
    return (await response.json()) as MeAnswer;
  } catch (error) {
    if (error instanceof SignedOut) return 'signed-out';
    throw error;
  }
});
