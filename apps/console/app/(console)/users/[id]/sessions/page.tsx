import { UserSessions } from '../../../parts';

export const metadata = { title: 'Sessions of a user' };

export default function Page() {
  return <UserSessions />;
}
