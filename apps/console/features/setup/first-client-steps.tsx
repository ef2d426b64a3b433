'use client';
import Link from 'next/link';
import { ActionButton } from '../../ui/action-button';
import { useFirstClient } from '../../ui/first-steps';
import { toPathId } from '../../ui/path-ids';
import { Note } from '../../ui/problem-alert';

/** The first client of one's own. */
export function FirstClientStep() {
  const { data } = useFirstClient();
  const client = data?.client;
  return (
    <>
      <p>
        A client is a program that signs people in with Gatehouse or asks it for tokens: a web site, a phone app, a
        server. Say what kind it is, and it gets safe settings.
      </p>
      {client ? (
        <Note tone="good" title="You have a client">
          <Link href={`/clients/${toPathId(client.id)}`} prefetch={false}>
            {client.name}
          </Link>{' '}
          is registered.
        </Note>
      ) : null}
      <div>
        <ActionButton href="/clients/new" needs="clients:write" variant={client ? 'default' : 'filled'}>
          {client ? 'Register another client' : 'Register the first client'}
        </ActionButton>
      </div>
    </>
  );
}

/** A real sign-in through it. */
export function SignInStep() {
  const { data } = useFirstClient();
  const { client, signedIn } = data ?? {};
  const href = client === undefined ? '/playground' : `/playground?client_id=${encodeURIComponent(client.id)}`;
  return (
    <>
      <p>
        Sign in through your client once, before anybody else does. The playground walks through a real authorization
        request, step by step.
      </p>
      {signedIn ? (
        <Note tone="good" title="It works">
          Somebody has signed in through {signedIn.name}.
        </Note>
      ) : null}
      <div>
        <ActionButton
          href={href}
          needs="clients:read"
          unavailable={client === undefined ? 'Register a client first.' : undefined}
          variant={signedIn ? 'default' : 'filled'}
        >
          {client === undefined ? 'Run a test sign-in' : `Run a test sign-in with ${client.name}`}
        </ActionButton>
      </div>
    </>
  );
}
