import { UserActivity } from '../../../parts';

export const metadata = { title: 'Activity of a user' };

export default function Page() {
  return <UserActivity />;
}
