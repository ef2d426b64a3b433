import { redirect } from 'next/navigation';
import { currentSession } from '../server/current-session';
import { setUpState } from '../server/set-up-state';

/** Before there is an owner, nobody can sign in: the set-up page says how to make one. */
export default async function FirstPage() {
  const known = (await currentSession()) !== undefined || (await setUpState()) === 'done';
  redirect(known ? '/overview' : '/setup');
}
