import { UsersList } from '../../../features/users/users-list';

export const metadata = { title: 'Users' };

export default function Page() {
  return <UsersList />;
}
