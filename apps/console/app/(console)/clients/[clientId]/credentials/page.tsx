import { CredentialsTab } from '../../../../../features/client-credentials/credentials-tab';

export const metadata = { title: 'Client: credentials' };

export default function CredentialsPage() {
  return <CredentialsTab />;
}
