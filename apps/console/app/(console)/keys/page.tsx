import { KeysPage } from '../../../features/keys/keys-page';

export const metadata = { title: 'Signing keys' };

export default function Page() {
  return <KeysPage />;
}
