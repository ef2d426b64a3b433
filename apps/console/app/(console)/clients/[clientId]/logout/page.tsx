import { LogoutTab } from '../../../../../features/client-detail/logout/logout-tab';

export default function ClientLogoutPage() {
  return <LogoutTab />;
}
