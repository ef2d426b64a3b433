import { ApiClients } from '../../../../../features/apis/api-clients';

export const metadata = { title: 'Who has the scopes of an API' };

export default function Page() {
  return <ApiClients />;
}
