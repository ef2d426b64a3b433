import type { ReactNode } from 'react';
import { UserFrame } from '../../../../features/users/user-frame';

/** What every tab of a user stands in. */
export default function UserLayout({ children }: { readonly children: ReactNode }) {
  return <UserFrame>{children}</UserFrame>;
}
