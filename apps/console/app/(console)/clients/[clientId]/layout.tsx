import type { ReactNode } from 'react';
import { ClientFrame } from '../../../../features/client-detail/client-frame';

export const metadata = { title: 'Client' };

export default function ClientLayout({ children }: { children: ReactNode }) {
  return <ClientFrame>{children}</ClientFrame>;
}
