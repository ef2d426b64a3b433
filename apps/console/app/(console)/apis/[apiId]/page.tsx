import { ApiScopes } from '../../../../features/apis/api-scopes';

export const metadata = { title: 'Scopes of an API' };

export default function Page() {
  return <ApiScopes />;
}
