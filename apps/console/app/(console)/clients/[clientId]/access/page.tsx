import { AccessTab } from '../../../../../features/client-detail/access/access-tab';

export default function ClientAccessPage() {
  return <AccessTab />;
}
