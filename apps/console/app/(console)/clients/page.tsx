import { ClientsList } from '../../../features/clients-list/clients-list';

export const metadata = { title: 'Clients' };

export default function ClientsPage() {
  return <ClientsList />;
}
