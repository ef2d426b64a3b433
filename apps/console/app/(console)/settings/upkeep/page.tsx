import { UpkeepPage } from '../../../../features/settings/upkeep-page';

export const metadata = { title: 'Settings' };

export default function Page() {
  return <UpkeepPage />;
}
