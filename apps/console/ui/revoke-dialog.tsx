'use client';
/** Ends tokens: preview, reason, receipt. Its code is loaded when it opens. */
import dynamic from 'next/dynamic';

export type { Receipt, RevocationOrder, RevokeDialogProps } from './revoke-dialog.content';
export const RevokeDialog = dynamic(() => import('./revoke-dialog.content').then((content) => content.RevokeDialog), {
  ssr: false,
});
