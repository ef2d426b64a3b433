import { ImportScopes } from '../../../parts';

export const metadata = { title: 'Import scopes' };

export default function Page() {
  return <ImportScopes />;
}
