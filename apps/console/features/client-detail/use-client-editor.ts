'use client';
import { useQuery } from '@tanstack/react-query';
import { useClientLint, useLoadedClient, type Client, type ClientPatch } from '../../ui/use-client';
import { useMe } from '../../ui/me';
import { useEditor, type Editor } from '../../ui/use-editor';
import type { DraftJudgement } from './client-metadata-of';

export interface ClientEditor<Draft extends object> extends Editor<Draft> {
  readonly client: Client;
  /** What saving would do; undefined as long as nothing is changed. */
  readonly judgement: DraftJudgement | undefined;
  /** Why this member cannot be saved as it is typed. */
  readonly errorOf: (member: keyof Draft & string) => string | undefined;
}

export interface ClientEditorOptions<Draft extends object> {
  /** The members that this card edits, in the words of the API. */
  readonly draftOf: (client: Client) => Draft;
  /** What is sent for changed members; as they are by default. */
  readonly patchOf?: (part: Partial<Draft>) => ClientPatch;
}

/** One card over some members of the client: judged while it is changed, saved with If-Match. */
export function useClientEditor<Draft extends object>(options: ClientEditorOptions<Draft>): ClientEditor<Draft> {
  const { draftOf, patchOf = (part: Partial<Draft>) => part as ClientPatch } = options;
  const { client, clientId, stored, read, send, onStored } = useLoadedClient();
  const { issuerUrl } = useMe();
  const lint = useClientLint(clientId).data;
  const editor = useEditor<Client, Draft>({
    stored,
    draftOf,
    read,
    onStored,
    send: (part, etag) => send(patchOf(part), etag),
  });
  const { draft, changed } = editor;
  const part = patchOf(Object.fromEntries(changed.map((name) => [name, draft[name]])) as Partial<Draft>);
  const rules = useRules(changed.length > 0);
  const judgement =
    rules && changed.length > 0
      ? rules.judgeDraft(client, part, { stored: lint, production: issuerUrl.startsWith('https:') })
      : undefined;
  return {
    ...editor,
    client,
    judgement,
    errorOf: (member) => {
      const finding = judgement?.errors.find(({ path }) => path[0] === member);
      return finding && [finding.message, finding.fix].filter(Boolean).join(' ');
    },
  };
}

/** The rules for clients, loaded with the first change. */
function useRules(needed: boolean): typeof import('./client-metadata-of') | undefined {
  return useQuery({
    queryKey: ['code', 'client-rules'],
    queryFn: () => import('./client-metadata-of'),
    enabled: needed,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  }).data;
}
