import { UserSessions } from '../../../../../features/users/user-sessions';

export const metadata = { title: 'Sessions of a user' };

export default function Page() {
  return <UserSessions />;
}
