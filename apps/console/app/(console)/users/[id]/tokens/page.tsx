import { UserTokens } from '../../../../../features/users/user-tokens';

export const metadata = { title: 'Tokens of a user' };

export default function Page() {
  return <UserTokens />;
}
