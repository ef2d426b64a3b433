import { ApiSettings } from '../../../parts';

export const metadata = { title: 'Settings of an API' };

export default function Page() {
  return <ApiSettings />;
}
