import { IntegrateTab } from '../../../../../features/integrate-client/integrate-tab';

export const metadata = { title: 'Client: integrate' };

export default function ClientIntegratePage() {
  return <IntegrateTab />;
}
