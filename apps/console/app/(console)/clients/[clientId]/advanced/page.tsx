import { AdvancedTab } from '../../../../../features/client-detail/advanced/advanced-tab';

export const metadata = { title: 'Client: advanced' };

export default function ClientAdvancedPage() {
  return <AdvancedTab />;
}
