import type { ReactNode } from 'react';
import { ApiFrame } from '../../../../features/apis/api-frame';

/** What every tab of an API stands in. */
export default function ApiLayout({ children }: { readonly children: ReactNode }) {
  return <ApiFrame>{children}</ApiFrame>;
}
