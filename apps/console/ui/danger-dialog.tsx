'use client';
/** Asks before something is ended or deleted. Its code is loaded when it opens. */
import dynamic from 'next/dynamic';

export type { DangerDialogProps } from './danger-dialog.content';
export const DangerDialog = dynamic(() => import('./danger-dialog.content').then((content) => content.DangerDialog), {
  ssr: false,
});
