'use client';
/** The secrets of a client, looked at again every few seconds, and who made them. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Shape } from '../../ui/admin-api';
import { useMay } from '../../ui/me';
import { clientKey, clientPath } from '../../ui/use-client';
import { usePages, type Pages } from '../../ui/use-pages';
import type { Secret } from './secret-words';

/** Milliseconds between two looks at when secrets were last used. */
const POLL = 4_000;

export interface Maker {
  readonly actor: Shape<'AuditActorAnswer'>;
  /** Gatehouse made it, so its id says how it begins; a secret from a file begins as somebody wanted. */
  readonly madeHere: boolean;
}

export interface Secrets {
  readonly pages: Pages<Secret>;
  /** By id of the secret; those of long ago may be missing. */
  readonly makers: ReadonlyMap<string, Maker>;
  /** Reads them again, and the check that judges them. */
  readonly refresh: () => void;
}

export function useSecrets(clientId: string): Secrets {
  const queries = useQueryClient();
  const key = [...clientKey(clientId), 'secrets'];
  const pages = usePages(
    key,
    (_cursor, signal) =>
      answer(api.GET('/admin/v1/clients/{client_id}/secrets', { params: { path: clientPath(clientId) }, signal })),
    { refetchInterval: POLL },
  );
  const mayAudit = useMay('audit:read');
  const newest = pages.rows.reduce((latest, { created_at: at }) => Math.max(latest, at), 0);
  const { data } = useQuery({
    // A new secret has a new event.
    queryKey: [...clientKey(clientId), 'secret-makers', newest],
    queryFn: () =>
      answer(
        api.GET('/admin/v1/audit', {
          params: { query: { client_id: clientId, event: ['client_secret.created'], limit: 50 } },
        }),
      ),
    enabled: mayAudit && newest > 0,
    placeholderData: (before) => before,
  });
  const makers = new Map((data?.items ?? []).map(({ target, detail, actor }) => readMaker(target, detail, actor)));
  return { pages, makers, refresh: () => void queries.invalidateQueries({ queryKey: clientKey(clientId) }) };
}

function readMaker(
  target: Shape<'AuditEventAnswer'>['target'],
  detail: Readonly<Record<string, unknown>>,
  actor: Maker['actor'],
): [string, Maker] {
  const madeHere = target?.kind === 'client_secret';
  return [madeHere ? target.id : String(detail['secret_id']), { actor, madeHere }];
}
