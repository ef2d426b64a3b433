import { ActivityTab } from '../../../parts';

export const metadata = { title: 'Client: activity' };

export default function ActivityPage() {
  return <ActivityTab />;
}
