import { AuditPage } from '../parts';

export const metadata = { title: 'Audit log' };

export default function Page() {
  return <AuditPage />;
}
