/** Every grant type of the house. To add one: its folder, and a line here; metadata and registration follow from the list. */
import { authorizationCode } from './authorization-code/authorization-code.grant';
import { clientCredentials } from './client-credentials/client-credentials.grant';
import type { Grant } from './grant';
import { refreshToken } from './refresh-token/refresh-token.grant';

export const registeredGrants: readonly Grant[] = [authorizationCode, refreshToken, clientCredentials];
