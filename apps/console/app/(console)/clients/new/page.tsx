import { RegisterClient } from '../../../../features/register-client/register-client';

export const metadata = { title: 'Register a client' };

export default function NewClientPage() {
  return <RegisterClient />;
}
