'use client';
import { MantineProvider, type MantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { ApiProblem } from './admin-api';
import { cookieColorSchemes } from './color-scheme-cookie';
import { theme } from './theme';

export interface ProvidersProps {
  readonly nonce: string;
  readonly colorScheme: MantineColorScheme;
  readonly children: ReactNode;
}

/** What components find around them: theme, queries, the address as state. */
export function Providers({ nonce, colorScheme, children }: ProvidersProps) {
  const [manager] = useState<MantineColorSchemeManager>(() => cookieColorSchemes());
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 5_000,
            refetchOnWindowFocus: true,
            // What was refused will be refused again.
            retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
          },
        },
      }),
  );
  // The scroll lock of dialogs writes a style element of its own.
  if (typeof window !== 'undefined') setNonce(nonce);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme={colorScheme}
      colorSchemeManager={manager}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <NuqsAdapter>{children}</NuqsAdapter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
