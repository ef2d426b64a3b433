import { SessionsPage } from '../../../features/sessions/sessions-page';

export const metadata = { title: 'Sessions' };

export default function Page() {
  return <SessionsPage />;
}
