import { NewApi } from '../../../../features/apis/new-api';

export const metadata = { title: 'Add an API' };

export default function Page() {
  return <NewApi />;
}
