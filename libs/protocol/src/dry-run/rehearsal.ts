/**
 * A context in which the endpoints do what they always do, and nothing stays: what they store is kept here for as long as
 * the rehearsal lasts, what they report is dropped, and what they would sign is looked at instead.
 */
import { UnitOfWork } from '../ports/unit-of-work';
import type { ProtocolReads, ProtocolStores } from '../ports/stores';
import type { ProtocolContext } from '../protocol-context';
import type { AuthorizationCodeRecord } from '../records/authorization-code';
import type { ClientRecord } from '../records/client';
import type { ConsentRecord } from '../records/consent';
import type { FamilyRecord } from '../records/family';
import type { FamilyEntry } from '../records/standing';
import type { TokenRecord } from '../records/token';
import type { ConsentQuestion } from '../authorize/authorize.context';

export type Claims = Readonly<Record<string, unknown>>;

export class Rehearsal {
  readonly context: ProtocolContext;
  private readonly unitOfWork: ForgetfulUnitOfWork;
  private readonly claims = new Map<string, Claims>();

  constructor(actual: ProtocolContext, client: ClientRecord) {
    this.unitOfWork = new ForgetfulUnitOfWork(actual.unitOfWork.reads, client);
    this.context = {
      ...actual,
      unitOfWork: this.unitOfWork,
      events: { report: () => undefined },
      sign: (_key, typ, claims) => {
        this.claims.set(typ, { ...claims });
        return 'not signed';
      },
    };
  }

  /** The row of a token that would have been issued. */
  token(kind: TokenRecord['kind']): TokenRecord | undefined {
    return this.unitOfWork.tokens.find((token) => token.kind === kind);
  }

  /** Claims of the JWT of this `typ` that would have been signed. */
  claimsOf(typ: 'at+jwt' | 'JWT'): Claims | undefined {
    return this.claims.get(typ);
  }

  /** The approval that the tokens would have descended from. */
  get approval(): FamilyEntry | null {
    return this.unitOfWork.approval;
  }

  /** The person presses Allow. */
  agree(question: ConsentQuestion, accountId: string, clientId: string): void {
    const at = this.context.clock.now();
    const { asked: scope, resources } = question;
    const given = { accountId, clientId, scope, resources, createdAt: at, updatedAt: at, revokedAt: null };
    this.unitOfWork.consent = { id: '', ...given };
  }
}

class ForgetfulUnitOfWork extends UnitOfWork {
  override readonly reads: ProtocolReads;
  readonly tokens: TokenRecord[] = [];
  consent: ConsentRecord | undefined;
  private family: FamilyRecord | undefined;
  private code: AuthorizationCodeRecord | undefined;

  constructor(
    actual: ProtocolReads,
    private readonly client: ClientRecord,
  ) {
    super();
    this.reads = {
      ...actual,
      authorizationCodes: { find: async () => this.approvedCode() },
      consents: { find: async () => this.consent },
    };
  }

  /** Null where no person is involved. */
  get approval(): FamilyEntry | null {
    if (!this.family) return null;
    const { disabledAt, tokensRevokedBefore = null, createdAt } = this.client;
    const standing = {
      accountDisabledAt: null,
      accountTokensRevokedBefore: null,
      sessionEndedAt: null,
      sessionEndReason: null,
      consentRevokedAt: null,
      client: { disabledAt, tokensRevokedBefore, createdAt },
    };
    return { family: this.family, standing };
  }

  override run<T>(work: (stores: ProtocolStores) => Promise<T>): Promise<T> {
    const stores = {
      families: { insert: async (family: FamilyRecord) => void (this.family = family) },
      authorizationCodes: {
        insert: async (code: AuthorizationCodeRecord) => void (this.code = code),
        consume: async () => 'consumed',
      },
      tokens: { insert: (tokens: readonly TokenRecord[]) => this.record(tokens) },
      audit: { append: async () => undefined },
    };
    // Issuing asks for nothing else of its stores. Should it ever, the dry run fails, and its specs with it.
    return work(stores as unknown as ProtocolStores);
  }

  override async record(tokens: readonly TokenRecord[]): Promise<void> {
    this.tokens.push(...tokens);
  }

  private approvedCode() {
    const { approval, code } = this;
    return approval && code ? { code, entry: approval } : undefined;
  }
}
