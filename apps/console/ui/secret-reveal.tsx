'use client';
/** Shows a secret once. Its code is loaded when it opens. */
import dynamic from 'next/dynamic';

export type { SecretRevealProps } from './secret-reveal.content';
export const SecretReveal = dynamic(() => import('./secret-reveal.content').then((content) => content.SecretReveal), {
  ssr: false,
});
