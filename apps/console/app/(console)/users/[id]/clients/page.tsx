import { ConnectedClients } from '../../../../../features/users/connected-clients';

export const metadata = { title: 'Connected clients of a user' };

export default function Page() {
  return <ConnectedClients />;
}
