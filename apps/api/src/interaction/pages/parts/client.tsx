import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { fill } from '../messages/fill';
import type { PageLocale } from '../messages/locales';
import type { AccountIdentity, ClientIdentity } from '../page-context';
import type { ReturnTarget } from '../return-target';
import { ForeignText, MachineText, readable } from './foreign-text';
import { ownImage, webAddress } from './links';

// Room for any honest name, too little to push what matters out of sight.
const LONGEST_NAME = 80;

/** What people call the client: its name, or its id when it has none. */
export function clientName(client: Pick<ClientIdentity, 'name' | 'clientId'>): string {
  const name = readable(client.name ?? '', LONGEST_NAME);
  return name === '' ? readable(client.clientId) : name;
}

export function ClientName({ client }: { client: Pick<ClientIdentity, 'name' | 'clientId'> }) {
  return <ForeignText text={clientName(client)} strong />;
}

const TINTS = 6;

/** The first letter on a tint that stays the same for the same name: what stands in for a missing picture. */
function Monogram({ name }: { name: string }) {
  const [first] = new Intl.Segmenter().segment(name.replace(/^[^\p{L}\p{N}]+/u, '') || name);
  const tint = createHash('sha256').update(name).digest().readUInt8(0) % TINTS;
  return (
    <span class={`mark tint-${tint}`} aria-hidden="true">
      {(first?.segment ?? '?').toLocaleUpperCase()}
    </span>
  );
}

/** The client's logo, or its monogram. Decoration: its name always stands beside it. */
export function ClientMark({ client }: { client: ClientIdentity }) {
  const logo = ownImage(client.logo);
  return logo === undefined ? (
    <Monogram name={clientName(client)} />
  ) : (
    <img class="mark" src={logo} alt="" width="48" height="48" />
  );
}

export function AccountMark({ account }: { account: AccountIdentity }) {
  return <Monogram name={accountName(account)} />;
}

/** Display name, or username where there is none. */
export function accountName(account: AccountIdentity): string {
  const name = readable(account.displayName ?? '', LONGEST_NAME);
  return name === '' ? readable(account.username) : name;
}

/** The second line under a person's name: what tells two accounts apart. */
export function accountDetail(account: AccountIdentity): string | undefined {
  const detail = readable(account.email ?? account.username);
  return detail === accountName(account) ? undefined : detail;
}

/** The place that the browser returns to, in words. */
export function ReturnPlace({ target, locale }: { target: ReturnTarget; locale: PageLocale }): ComponentChildren {
  const { returnsTo } = locale.messages;
  if (target.kind === 'installed') return fill(returnsTo.installed, { scheme: <MachineText text={target.scheme} /> });
  const host = <MachineText text={target.host} />;
  return fill(target.kind === 'site' ? returnsTo.site : returnsTo.thisComputer, { host });
}

/** Links to the client's own policy and terms (`policy_uri`, `tos_uri`), when it has any. */
export function ClientPolicies({ client, locale }: { client: ClientIdentity; locale: PageLocale }) {
  const { policy, terms } = locale.messages.client;
  const links = [
    { text: policy, address: webAddress(client.policyUri) },
    { text: terms, address: webAddress(client.termsUri) },
  ].filter((link) => link.address !== undefined);
  if (links.length === 0) return null;
  return (
    <p class="policies">
      <ClientName client={client} />
      {links.map((link) => (
        <a href={link.address} target="_blank" rel="noopener noreferrer">
          {link.text}
        </a>
      ))}
    </p>
  );
}
