/** Records in the terms of the pages. */
import type { PersonAccount } from '@gatehouse/identity';
import type { ClientRecord } from '@gatehouse/protocol';
import type { AccountIdentity, ClientIdentity } from './pages/page-context';

/** Every client here was registered by an admin, who answers for its name. */
export function clientIdentity(client: ClientRecord): ClientIdentity {
  return {
    clientId: client.clientId,
    name: client.clientName,
    logo: client.logoUri,
    standing: { kind: 'verified' },
    policyUri: client.policyUri,
    termsUri: client.tosUri,
  };
}

export function accountIdentity(account: PersonAccount): AccountIdentity {
  const { name } = account.claims;
  return {
    username: account.username,
    displayName: typeof name === 'string' ? name : undefined,
    email: account.email ?? undefined,
  };
}
