import { ApiSettings } from '../../../../../features/apis/api-settings';

export const metadata = { title: 'Settings of an API' };

export default function Page() {
  return <ApiSettings />;
}
