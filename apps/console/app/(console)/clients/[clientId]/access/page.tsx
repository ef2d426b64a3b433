import { AccessTab } from '../../../../../features/client-detail/access/access-tab';

export const metadata = { title: 'Client: access' };

export default function ClientAccessPage() {
  return <AccessTab />;
}
