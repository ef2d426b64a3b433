import { UserProfile } from '../../../../features/users/user-profile';

export const metadata = { title: 'Profile of a user' };

export default function Page() {
  return <UserProfile />;
}
