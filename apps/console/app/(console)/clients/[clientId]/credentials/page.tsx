import { CredentialsTab } from '../../../parts';

export const metadata = { title: 'Client: credentials' };

export default function CredentialsPage() {
  return <CredentialsTab />;
}
