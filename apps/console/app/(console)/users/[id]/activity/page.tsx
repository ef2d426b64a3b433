import { UserActivity } from '../../../../../features/users/user-activity';

export const metadata = { title: 'Activity of a user' };

export default function Page() {
  return <UserActivity />;
}
