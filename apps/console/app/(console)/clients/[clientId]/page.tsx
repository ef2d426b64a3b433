import { SettingsTab } from '../../../../features/client-detail/settings/settings-tab';

export const metadata = { title: 'Client: settings' };

export default function ClientSettingsPage() {
  return <SettingsTab />;
}
