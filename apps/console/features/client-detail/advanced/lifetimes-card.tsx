'use client';
import { duration } from '../../../ui/time';
import type { Client } from '../../../ui/use-client';
import { ClientCard } from '../client-card';
import { INHERITED, type InheritedValue } from '../inherited';
import { useClientEditor } from '../use-client-editor';
import { LifetimeField } from './lifetime-field';
import { Setting } from './setting';

const LABELS = {
  access_token_lifetime: 'Access tokens',
  refresh_token_lifetime: 'Refresh tokens, in all',
  refresh_token_idle_lifetime: 'Refresh tokens, unused',
  default_max_age: 'Longest age of a sign-in',
};
type Member = keyof typeof LABELS;

const draftOf = (client: Client): Record<Member, number | null> => ({
  access_token_lifetime: client.access_token_lifetime ?? null,
  refresh_token_lifetime: client.refresh_token_lifetime ?? null,
  refresh_token_idle_lifetime: client.refresh_token_idle_lifetime ?? null,
  default_max_age: client.default_max_age ?? null,
});

const SETTINGS: readonly {
  readonly member: Member;
  readonly inherited?: InheritedValue;
  readonly what: string;
  readonly risk: string;
  /** Whether it means something to this client. */
  readonly applies: (client: Client) => boolean;
}[] = [
  {
    member: 'access_token_lifetime',
    inherited: INHERITED.access_token_lifetime,
    what: 'How long an access token is good for. Where the API has a shorter lifetime of its own, that one applies.',
    risk: 'Longer, and a leaked token is good for longer. Shorter, and the client asks for new ones more often.',
    applies: () => true,
  },
  {
    member: 'refresh_token_lifetime',
    inherited: INHERITED.refresh_token_lifetime,
    what: 'Counted from the sign-in, however often it is used. Then the person signs in again.',
    risk: 'Shorter applies to new sign-ins: people are asked again sooner.',
    applies: refreshes,
  },
  {
    member: 'refresh_token_idle_lifetime',
    inherited: INHERITED.refresh_token_idle_lifetime,
    what: 'How long a refresh token may lie unused before it ends.',
    risk: 'Shorter signs out people who do not use the client for a while, from their next use on.',
    applies: refreshes,
  },
  {
    member: 'default_max_age',
    what: 'When the sign-in is older than this, the person signs in again. The client may ask for less.',
    risk: 'A short time asks people for their password again and again; 0 does so every time.',
    applies: (client) => client.response_types.length > 0,
  },
];

function refreshes({ grant_types }: Client): boolean {
  return grant_types.includes('refresh_token');
}

/** How long what the client gets lives, and what it inherits where it says nothing. */
export function LifetimesCard() {
  const editor = useClientEditor({ draftOf });
  const { client, draft, change, errorOf } = editor;
  return (
    <ClientCard
      title="Lifetimes"
      lead="Leave a field empty to inherit. Tokens that were issued before keep the end that they have."
      editor={editor}
      labels={LABELS}
    >
      {SETTINGS.filter(({ applies, member }) => applies(client) || draft[member] !== null).map(
        ({ member, inherited, what, risk }) => (
          <Setting
            key={member}
            member={member}
            name={LABELS[member]}
            what={what}
            overridden={draft[member] !== null}
            inherited={inherited ? `${duration(inherited.value)}, from ${inherited.from}` : 'no limit'}
            onReset={() => change({ [member]: null })}
            risk={risk}
          >
            <LifetimeField
              name={LABELS[member]}
              value={draft[member]}
              inherited={inherited?.value}
              error={errorOf(member)}
              onChange={(value) => change({ [member]: value })}
            />
          </Setting>
        ),
      )}
    </ClientCard>
  );
}
