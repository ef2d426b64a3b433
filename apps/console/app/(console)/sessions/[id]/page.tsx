import { SessionPage } from '../../../../features/sessions/session-page';

export const metadata = { title: 'Session' };

export default function Page() {
  return <SessionPage />;
}
