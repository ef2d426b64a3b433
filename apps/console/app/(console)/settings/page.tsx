import { IssuerPage } from '../../../features/settings/issuer-page';

export const metadata = { title: 'Settings' };

export default function Page() {
  return <IssuerPage />;
}
