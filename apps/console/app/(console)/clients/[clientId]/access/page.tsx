import { AccessTab } from '../../../parts';

export default function ClientAccessPage() {
  return <AccessTab />;
}
