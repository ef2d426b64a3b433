import { SettingsTab } from '../../../../features/client-detail/settings/settings-tab';

export default function ClientSettingsPage() {
  return <SettingsTab />;
}
