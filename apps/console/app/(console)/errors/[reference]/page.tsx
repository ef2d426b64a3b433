import { FailurePage } from '../../../../features/failures/failure-page';

export const metadata = { title: 'Failure' };

export default function FailureRoute() {
  return <FailurePage />;
}
