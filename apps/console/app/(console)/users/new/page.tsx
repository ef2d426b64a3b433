import { NewUser } from '../../../../features/users/new-user';

export const metadata = { title: 'Add a user' };

export default function Page() {
  return <NewUser />;
}
