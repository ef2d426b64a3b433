import { AdvancedTab } from '../../../../../features/client-detail/advanced/advanced-tab';

export default function ClientAdvancedPage() {
  return <AdvancedTab />;
}
