/** An event as a sentence of words and names. Pure: names of ids are looked up where it is shown. */
import type { AuditEvent } from './audit-api';
import { EVENT_SENTENCES } from './event-sentences';

/** Somebody or something that an event names. */
export interface Named {
  /** As the log has it: `person`, `client`, `user`, `signing_key`, `route` … */
  readonly kind: string;
  readonly id: string | null;
}

export type SentencePart = string | Named;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A subject is a person, or a client that acts for itself. */
export function subjectOf({ subject }: Pick<AuditEvent, 'subject'>): Named | undefined {
  return subject === null ? undefined : { kind: UUID.test(subject) ? 'person' : 'client', id: subject };
}

/** The sentence of an event; its title where this console does not know the kind. */
export function sentenceOf(event: AuditEvent): readonly SentencePart[] {
  if (!Object.hasOwn(EVENT_SENTENCES, event.event)) return [event.title];
  const { actor, target, client_id: clientId } = event;
  const client: Named | undefined = clientId === null ? undefined : { kind: 'client', id: clientId };
  const subject = subjectOf(event);
  const names: Readonly<Record<string, Named | undefined>> = { actor, client, subject, target: target ?? undefined };
  const parts: SentencePart[] = [];
  const said = new Set<string>();
  const say = (text: string): void => {
    for (const piece of text.split(/(\{\w+\})/)) {
      if (!piece.startsWith('{')) {
        if (piece !== '') parts.push(piece);
        continue;
      }
      const named = names[piece.slice(1, -1)] ?? { kind: 'anonymous', id: null };
      parts.push(named);
      said.add(String(named.id));
    }
  };
  const template = EVENT_SENTENCES[event.event as keyof typeof EVENT_SENTENCES];
  for (const piece of template.split(/(\[[^\]]*\])/)) {
    if (!piece.startsWith('[')) {
      say(piece);
      continue;
    }
    const named = names[/\{(\w+)\}/.exec(piece)?.[1] ?? ''];
    // Who acts for themselves is not said twice.
    if (typeof named?.id === 'string' && !said.has(named.id)) say(piece.slice(1, -1));
  }
  return parts;
}
