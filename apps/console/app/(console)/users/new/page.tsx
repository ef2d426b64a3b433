import { NewUser } from '../../parts';

export const metadata = { title: 'Add a user' };

export default function Page() {
  return <NewUser />;
}
