import { SecurityTab } from '../../../../../features/client-security/security-tab';

export const metadata = { title: 'Client: security check' };

export default function SecurityPage() {
  return <SecurityTab />;
}
