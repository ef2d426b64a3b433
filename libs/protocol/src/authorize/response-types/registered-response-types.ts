/** Every response type that can be issued; metadata and checks follow from this list. */
import { code } from './code';
import type { ResponseType } from './response-type';

export const registeredResponseTypes: readonly ResponseType[] = [code];
