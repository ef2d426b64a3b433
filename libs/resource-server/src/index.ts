export * from './access-token-error';
export * from './access-token-verifier';
export {
  accessTokenOf,
  answerRefusal,
  requireAccessToken,
  type BearerMiddleware,
  type BearerRequest,
  type BearerResponse,
} from './express';
export * from './nest';
export type { RevocationStatus } from './revocation-follower';
