/**
 * Redirect URIs that expire: of preview deployments, which come and go faster than anybody edits a client. They are held
 * to the same rules as those that stay, and compared as exactly. RFC 9700 §2.1.
 */
import { Injectable } from '@nestjs/common';
import { Clock, newTimeOrderedId, RegistryUnitOfWork } from '@gatehouse/protocol';
import type { ClientRecord, ExpiringRedirectUri, RegistryStores } from '@gatehouse/protocol';
import type { ExpectedEntity } from '../http/admin/entity-tags';
import type { AdminPrincipal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { expiringRedirectUriAnswer, problemEntry } from './client-answer';
import { adminReach, ClientDrafts } from './client-draft';
import type { AddRedirectUriBody } from './client-redirect-uris.dto';
import { existing } from './client-registry';
import type { ExpiringRedirectUriAnswer } from './clients.dto';

const MOST_LIVE = 100;

@Injectable()
export class ClientRedirectUris {
  constructor(
    private readonly registry: RegistryUnitOfWork,
    private readonly drafts: ClientDrafts,
    private readonly clock: Clock,
  ) {}

  /**
   * Registers a redirect URI for a while. One that is registered so already starts anew.
   * @throws Problem `client_not_found`, `client_invalid`, `redirect_uri_registered`, `too_many_redirect_uris`, `scope_not_held`
   */
  async add(
    clientId: string,
    { uri, expires_in: seconds }: AddRedirectUriBody,
    principal: AdminPrincipal,
  ): Promise<ExpiringRedirectUriAnswer> {
    const now = this.clock.now();
    return this.registry.runRegistry(async (stores) => {
      const client = existing(await stores.clients.findForChange(clientId));
      // Whoever has a redirect URI of a client is sent its codes.
      principal.requireHeld(adminReach(client));
      if (client.redirectUris.includes(uri)) throw problem('redirect_uri_registered');
      await this.judge(client, uri, stores);
      const { expiringRedirectUris: before = [] } = client;
      const same = before.filter((redirectUri) => redirectUri.uri === uri);
      const others = before.filter((redirectUri) => redirectUri.uri !== uri);
      if (others.filter(({ expiresAt }) => expiresAt > now).length >= MOST_LIVE)
        throw problem('too_many_redirect_uris');
      for (const { id } of same) await stores.clients.removeRedirectUri(id);
      const added = { id: newTimeOrderedId(now), clientId, uri, createdAt: now, expiresAt: now + seconds * 1000 };
      await stores.clients.addRedirectUri(added);
      await audit(stores, principal, now, clientId, same[0], added);
      return expiringRedirectUriAnswer(added);
    });
  }

  /** @throws Problem `client_not_found`, `redirect_uri_not_found`, `precondition_failed` */
  async remove(clientId: string, id: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<void> {
    const now = this.clock.now();
    await this.registry.runRegistry(async (stores) => {
      const { expiringRedirectUris = [] } = existing(await stores.clients.findForChange(clientId));
      const removed = expiringRedirectUris.find((redirectUri) => redirectUri.id === id);
      if (!removed) throw problem('redirect_uri_not_found');
      expected.require(expiringRedirectUriAnswer(removed));
      await stores.clients.removeRedirectUri(id);
      await audit(stores, principal, now, clientId, removed, undefined);
    });
  }

  /** Whatever else may be said of the client was said when it was changed. @throws Problem `client_invalid` */
  private async judge(client: ClientRecord, uri: string, stores: RegistryStores): Promise<void> {
    const place = client.redirectUris.length;
    const { findings } = await this.drafts.judgeChange(
      client,
      { redirect_uris: [...client.redirectUris, uri] },
      stores.apis,
    );
    const errors = findings
      .filter(({ level, path: [member, index] }) => {
        return level === 'error' && member === 'redirect_uris' && (index === undefined || index === place);
      })
      .map((finding) => ({ ...problemEntry(finding), pointer: '/uri' }));
    if (errors.length > 0) throw problem('client_invalid', { errors });
  }
}

async function audit(
  stores: RegistryStores,
  principal: AdminPrincipal,
  at: number,
  clientId: string,
  before: ExpiringRedirectUri | undefined,
  after: ExpiringRedirectUri | undefined,
): Promise<void> {
  const shown = (redirectUri: ExpiringRedirectUri | undefined) => ({
    expiring_redirect_uri: redirectUri ? { uri: redirectUri.uri, expires_at: redirectUri.expiresAt } : null,
  });
  await stores.audit.append({
    id: 'client.updated',
    at,
    actor: principal.actor(),
    target: { kind: 'client', id: clientId },
    clientId,
    ...principal.origin(),
    detail: { before: shown(before), after: shown(after) },
  });
}
