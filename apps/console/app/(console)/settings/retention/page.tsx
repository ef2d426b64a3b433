import { RetentionPage } from '../../../../features/settings/retention-page';

export const metadata = { title: 'Settings' };

export default function Page() {
  return <RetentionPage />;
}
