/** What the admin API takes and answers, by the names of its own description. */
import type { AdminApiComponents, AdminApiOperations } from '@gatehouse/contracts';

type Schemas = AdminApiComponents['schemas'];

export type ClientAnswer = Schemas['ClientAnswer'];
export type CreateClientBody = Schemas['CreateClientBody'];
export type NewSecretAnswer = Schemas['NewSecretAnswer'];
export type SecretAnswer = Schemas['SecretAnswer'];
export type UserAnswer = Schemas['UserAnswer'];
export type UserDetailAnswer = Schemas['UserDetailAnswer'];
export type ChangedUserAnswer = Schemas['ChangedUserAnswer'];
export type SessionAnswer = Schemas['SessionAnswer'];
export type EndedAnswer = Schemas['EndedAnswer'];
export type AuditEventAnswer = Schemas['AuditEventAnswer'];
export type TokenAnswer = Schemas['TokenAnswer'];
export type LineageAnswer = Schemas['LineageAnswer'];
export type LineageTokenAnswer = Schemas['LineageTokenAnswer'];
export type PreviewRevocationBody = Schemas['PreviewRevocationBody'];
export type CommitRevocationBody = Schemas['CommitRevocationBody'];
export type RevocationAnswer = Schemas['RevocationAnswer'];
export type ReceiptAnswer = Schemas['RevocationReceiptAnswer'];

/** Why something is revoked, in one word. */
export type RevocationCause = CommitRevocationBody['reason_code'];

/** The query of an operation. */
export type QueryOf<Operation extends keyof AdminApiOperations> = NonNullable<
  AdminApiOperations[Operation]['parameters']['query']
>;

/** Without what is undefined: an option that was not given. */
export function given<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
