/** What can be revoked from a token on, from the smallest to the widest. Pure. */
import type { Shape } from '../../ui/admin-api';
import { KINDS } from '../../ui/ledger-words';
import type { RevocationOrder } from '../../ui/revoke-dialog';

export interface Level {
  readonly order: RevocationOrder;
  /** Title of the dialog: `Revoke` and this. */
  readonly name: string;
  readonly what: string;
}

type Token = Shape<'TokenAnswer'>;

export function levelsOf(token: Token): readonly Level[] {
  const { id, kind, family_id: family, consent_id: consent, session_id: session, client_id: client, subject } = token;
  const takesAll = kind === 'authorization_code' || kind === 'refresh_token';
  const who = token.username ?? 'this user';
  const isPerson = subject !== client;
  return [
    {
      order: { event: 'token', token_id: id },
      name: `this ${KINDS[kind][0]}`,
      what: takesAll
        ? 'Its whole approval ends with it: it is good for new tokens.'
        : 'Only this one. Others of the same approval live on.',
    },
    ...(takesAll
      ? [
          {
            order: { event: 'descendants', token_id: id },
            name: 'this and everything exchanged from it',
            what: 'What came before it in the same approval lives on.',
          } as const,
        ]
      : []),
    ...(family === null
      ? []
      : [
          {
            order: { event: 'family', family_id: family },
            name: 'the whole approval',
            what: 'Every token that goes back to the same code, and any that could still come of it.',
          } as const,
        ]),
    ...(consent === null
      ? []
      : [
          {
            order: { event: 'consent', consent_id: consent },
            name: 'the consent',
            what: `Everything that ${client} got through it. ${who} is asked again the next time.`,
          } as const,
        ]),
    ...(session === null
      ? []
      : [
          {
            order: { event: 'session', session_id: session },
            name: 'the session',
            what: `Signs ${who} out of that browser and ends everything approved there, for every client.`,
          } as const,
        ]),
    ...(isPerson
      ? [
          {
            order: { event: 'user_at_client', user_id: subject, client_id: client },
            name: `everything of ${who} at ${client}`,
            what: 'Sessions and other clients stay.',
          } as const,
          {
            order: { event: 'user', user_id: subject },
            name: `everything of ${who}`,
            what: 'All sessions and all tokens, at every client.',
          } as const,
        ]
      : []),
    {
      order: { event: 'client', client_id: client },
      name: `everything of ${client}`,
      what: 'All tokens of this client, of every user. It can get new ones.',
    },
  ];
}
