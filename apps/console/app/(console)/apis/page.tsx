import { ApisList } from '../../../features/apis/apis-list';

export const metadata = { title: 'APIs & scopes' };

export default function Page() {
  return <ApisList />;
}
