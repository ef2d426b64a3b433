import { TokensPage } from '../../../features/tokens/tokens-page';

export const metadata = { title: 'Tokens' };

export default function Page() {
  return <TokensPage />;
}
