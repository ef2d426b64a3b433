import { TokenPage } from '../../../../features/tokens/token-page';

export const metadata = { title: 'Token' };

export default function Page() {
  return <TokenPage />;
}
