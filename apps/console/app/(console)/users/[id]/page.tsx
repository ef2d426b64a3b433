import { UserProfile } from '../../parts';

export const metadata = { title: 'Profile of a user' };

export default function Page() {
  return <UserProfile />;
}
