'use client';
/** Somebody else saved while a form was open. Its code is loaded when that happens. */
import dynamic from 'next/dynamic';
import type { ConflictDialog as Content } from './conflict-dialog.content';

export type { ConflictDialogProps } from './conflict-dialog.content';
// `dynamic` forgets that the component is generic.
export const ConflictDialog = dynamic(
  () => import('./conflict-dialog.content').then((content) => content.ConflictDialog as never),
  { ssr: false },
) as unknown as typeof Content;
