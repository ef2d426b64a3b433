import { ActivityTab } from '../../../../../features/client-activity/activity-tab';

export const metadata = { title: 'Client: activity' };

export default function ActivityPage() {
  return <ActivityTab />;
}
