import { ImportScopes } from '../../../../../features/apis/import-scopes';

export const metadata = { title: 'Import scopes' };

export default function Page() {
  return <ImportScopes />;
}
