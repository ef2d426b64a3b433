export * from './records/account';
export * from './records/session';
export * from './ports/identity-stores';
export { canonicalIdentifier, canonicalPrefix, readIdentifier } from './canonical-identifier';
export { HashingOverloadedError, type HashingLimits } from './passwords/hashing-queue';
export { hashingLimits, PasswordHasher, PASSWORD_MAXIMUM_BYTES } from './passwords/password-hasher';
export {
  OPERATOR_PASSWORD_MINIMUM,
  operatorPasswordProblem,
  PASSWORD_BOUNDS,
  passwordProblem,
  type PasswordContext,
  type PasswordProblem,
  type PasswordProblemCode,
} from './passwords/password-policy';
export {
  emailProblem,
  nameProblem,
  usernameProblem,
  type AccountField,
  type AccountProblem,
  type AccountProblemCode,
} from './accounts/account-rules';
export { checkDraft, type AccountDraft, type CheckedDraft, type PasswordRule } from './accounts/account-draft';
export { Accounts, type AccountResult, type AccountsParts } from './accounts/accounts';
export { administered, type AdministeredAccount } from './accounts/account-changes';
export {
  AccountAdministration,
  type AccountPatch,
  type AdministrationParts,
  type AdministrationResult,
  type AdministrativeChange,
  type JudgedChange,
  type NewAccount,
} from './accounts/account-administration';
export { ACCOUNT_CLAIMS } from './accounts/standard-claims';
export {
  ACR_VALUES,
  PASSWORD_METHOD,
  SESSION_LIMITS,
  SESSION_STATES,
  sessionState,
  SINGLE_FACTOR,
  type SessionLimits,
  type SessionState,
} from './sessions/session.policy';
export { Sessions, type StandingSession } from './sessions/sessions';
export { SignIn, type SignInParts, type SignInRefusal, type SignInRequest, type SignInResult } from './sign-in/sign-in';
export { signInLock, type SignInLock } from './sign-in/sign-in-lock';
export { SIGN_IN_LIMITS, type Ladder, type Limit, type SignInLimits } from './sign-in/throttle.policy';
export {
  Setup,
  SETUP_CODE_LIFETIME,
  type SetupOffer,
  type SetupParts,
  type SetupRequest,
  type SetupResult,
} from './setup/setup';
