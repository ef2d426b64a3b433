import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import '@mantine/core/styles.css';
import '../ui/console.css';
import { readColorScheme, THEME_COOKIE } from '../ui/color-scheme-cookie';
import { Providers } from '../ui/providers';

export const metadata: Metadata = {
  title: { default: 'Gatehouse console', template: '%s · Gatehouse' },
  description: 'Clients, people and every token of this Gatehouse.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f7f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0d0f14' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? '';
  const colorScheme = readColorScheme((await cookies()).get(THEME_COOKIE)?.value);
  const painted = colorScheme === 'auto' ? {} : { 'data-mantine-color-scheme': colorScheme };
  return (
    <html lang="en" {...mantineHtmlProps} {...painted}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme={colorScheme} suppressHydrationWarning />
      </head>
      <body>
        <Providers nonce={nonce} colorScheme={colorScheme}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
