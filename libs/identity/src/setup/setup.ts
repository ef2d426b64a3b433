/**
 * First run: a one-time code, shown to whoever can read the server's output, makes the first owner. What decides is one
 * conditional UPDATE of the installation's only row, so that set-up happens once and never again, even with no owner left.
 */
import { checkDraft, type AccountDraft } from '../accounts/account-draft';
import { problem, type AccountProblem } from '../accounts/account-rules';
import { insertAccount, userTarget } from '../accounts/accounts';
import { HashingOverloadedError } from '../passwords/hashing-queue';
import type { PasswordHasher } from '../passwords/password-hasher';
import type { IdentityUnitOfWork } from '../ports/identity-stores';
import { withoutPassword, type IdentityAccount, type PersonAccount } from '../records/account';
import { newIdentitySecret, readIdentitySecret, SETUP_CODE_PREFIX } from '../secrets/identity-secret';

export const SETUP_CODE_LIFETIME = 30 * 60_000;

export type SetupOffer =
  { readonly outcome: 'offered'; readonly code: string; readonly expiresAt: number } | { readonly outcome: 'complete' };

export interface SetupRequest {
  readonly code: string;
  readonly username: string;
  readonly email: string;
  /** Display name; may be empty. */
  readonly name: string;
  readonly password: string;
  /** Where the request came from, for the audit log. */
  readonly ip?: string | null;
  readonly userAgent?: string | null;
}

export type SetupResult =
  | { readonly outcome: 'completed'; readonly account: PersonAccount }
  /** The code is not the current one, has expired, or was used. */
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'overloaded'; readonly retryAfterSeconds: number }
  | { readonly outcome: 'invalid'; readonly problems: readonly AccountProblem[] };

export interface SetupParts {
  readonly unitOfWork: IdentityUnitOfWork;
  readonly hasher: PasswordHasher;
  /** Makes UUIDv7 text. */
  readonly newId: (now: number) => string;
}

/** Undoes the use of the code: the owner could not be inserted. */
class Undone extends Error {
  constructor(readonly problems: readonly AccountProblem[]) {
    super('the first owner could not be inserted');
  }
}

export class Setup {
  constructor(private readonly parts: SetupParts) {}

  /** Makes a code that stands for 30 minutes and replaces the one before, unless set-up is complete. */
  async offerSetup(now: number): Promise<SetupOffer> {
    const { value, digest } = newIdentitySecret(SETUP_CODE_PREFIX, this.parts.newId(now));
    const expiresAt = now + SETUP_CODE_LIFETIME;
    const outcome = await this.parts.unitOfWork.runIdentity(({ installation }) =>
      installation.offerSetupCode(digest, expiresAt),
    );
    return outcome === 'offered' ? { outcome, code: value, expiresAt } : { outcome };
  }

  /** Whether the page behind a set-up link may be shown: `open`, or why not. */
  async setupStands(code: string, now: number): Promise<'open' | 'expired' | 'complete'> {
    const secret = readIdentitySecret(SETUP_CODE_PREFIX, code);
    return this.parts.unitOfWork.runIdentity(async ({ installation }) => {
      if ((await installation.completedAt()) !== null) return 'complete';
      return secret && (await installation.setupCodeStands(secret.digest, now)) ? 'open' : 'expired';
    });
  }

  /** True once a first owner exists. */
  async isComplete(): Promise<boolean> {
    return (await this.parts.unitOfWork.runIdentity(({ installation }) => installation.completedAt())) !== null;
  }

  /** Closes set-up because a configuration file brought an owner. */
  async closeSetup(now: number): Promise<void> {
    await this.parts.unitOfWork.runIdentity(({ installation }) => installation.completeByConfiguration(now));
  }

  /** Uses the code and makes the first owner, both or neither. @param now epoch milliseconds */
  async completeSetup(request: SetupRequest, now: number): Promise<SetupResult> {
    const secret = readIdentitySecret(SETUP_CODE_PREFIX, request.code);
    // Looked at before anything that costs: without the code nobody gets us to hash.
    if (!secret || (await this.setupStands(request.code, now)) !== 'open') return { outcome: 'refused' };
    const { problems, fields } = checkOwner(request);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    try {
      const passwordHash = await this.parts.hasher.hash(request.password);
      const id = this.parts.newId(now);
      const account: IdentityAccount = {
        id,
        ...fields,
        passwordHash,
        disabledAt: null,
        tokensRevokedBefore: null,
        passwordChangedAt: now,
        signInClearedAt: null,
        createdAt: now,
        updatedAt: now,
      };
      return await this.parts.unitOfWork.runIdentity(async (stores) => {
        if ((await stores.installation.complete(secret.digest, now)) === 'refused') return { outcome: 'refused' };
        const taken = await insertAccount(stores, account);
        if (taken.length > 0) throw new Undone(taken);
        const { ip = null, userAgent = null } = request;
        await stores.audit.append({
          id: 'setup.completed',
          at: now,
          subject: id,
          ip,
          userAgent,
          target: userTarget(id),
        });
        return { outcome: 'completed', account: withoutPassword(account) };
      });
    } catch (error) {
      if (error instanceof Undone) return { outcome: 'invalid', problems: error.problems };
      if (!(error instanceof HashingOverloadedError)) throw error;
      return { outcome: 'overloaded', retryAfterSeconds: error.retryAfterSeconds };
    }
  }
}

function checkOwner({ username, email, name, password }: SetupRequest) {
  const displayName = name.trim();
  const draft: AccountDraft = {
    username,
    email,
    // Nobody has shown yet that mail arrives there.
    emailVerified: false,
    password,
    roles: ['owner'],
    claims: displayName === '' ? {} : { name: displayName },
  };
  const { problems, fields } = checkDraft(draft, 'person');
  const missing = email.trim() === '' ? [problem('email', 'missing', 'The e-mail address is missing.')] : [];
  return { problems: [...problems, ...missing], fields };
}
