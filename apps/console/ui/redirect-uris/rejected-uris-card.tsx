'use client';
import dynamic from 'next/dynamic';

/** The list of rejected URIs, loaded beside the page: most clients have none. */
export const RejectedUrisCard = dynamic(() => import('./rejected-uris').then(({ RejectedUris }) => RejectedUris), {
  ssr: false,
});
