import { LogoutTab } from '../../../../../features/client-detail/logout/logout-tab';

export const metadata = { title: 'Client: logout' };

export default function ClientLogoutPage() {
  return <LogoutTab />;
}
