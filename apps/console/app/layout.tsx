import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import './console.css';

export const metadata: Metadata = {
  title: 'Gatehouse console',
  description: 'Clients, people and every token of this Gatehouse.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f7f9' },
    { media: '(prefers-color-scheme: dark)', color: '#111417' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
