import { NewApi } from '../../parts';

export const metadata = { title: 'Add an API' };

export default function Page() {
  return <NewApi />;
}
