import { ConnectedClients } from '../../../parts';

export const metadata = { title: 'Connected clients of a user' };

export default function Page() {
  return <ConnectedClients />;
}
