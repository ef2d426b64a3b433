import { SignInMethods } from '../../../../../features/users/sign-in-methods';

export const metadata = { title: 'Sign-in methods of a user' };

export default function Page() {
  return <SignInMethods />;
}
