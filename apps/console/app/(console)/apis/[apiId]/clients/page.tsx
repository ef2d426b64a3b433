import { ApiClients } from '../../../parts';

export const metadata = { title: 'Who has the scopes of an API' };

export default function Page() {
  return <ApiClients />;
}
