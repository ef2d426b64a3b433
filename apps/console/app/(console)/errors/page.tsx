import { FailuresList } from '../../../features/failures/failures-list';

export const metadata = { title: 'Failures' };

export default function FailuresPage() {
  return <FailuresList />;
}
