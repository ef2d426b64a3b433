'use client';
import dynamic from 'next/dynamic';

/** The program that a User-Agent header names, in words. What reads the header is loaded after the page. */
export const DeviceName = dynamic<{ readonly userAgent: string | null }>(
  () => import('./device').then(({ deviceName }) => ({ default: ({ userAgent }) => <>{deviceName(userAgent)}</> })),
  { ssr: false, loading: () => <>…</> },
);
