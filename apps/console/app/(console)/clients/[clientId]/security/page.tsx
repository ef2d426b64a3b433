import { SecurityTab } from '../../../parts';

export const metadata = { title: 'Client: security check' };

export default function SecurityPage() {
  return <SecurityTab />;
}
