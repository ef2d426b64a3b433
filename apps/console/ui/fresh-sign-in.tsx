'use client';
/** Some acts ask the person to prove again who they are. The server asks as well; this asks in time. */
import { Button } from '@mantine/core';
import { useMe } from './me';
import { Note } from './problem-alert';
import { useNow } from './use-now';

/** Seconds; a little less than the server grants, so that nobody is refused in the middle. */
const FRESH_FOR = 270;

/** Whether the person has signed in within the last minutes. */
export function useIsFresh(): boolean {
  const { authenticatedAt } = useMe();
  const now = useNow(5_000);
  return authenticatedAt !== undefined && now / 1000 - authenticatedAt <= FRESH_FOR;
}

/** Leads to the sign-in and back. @param returnTo a path of the console that opens the same dialog again */
export function FreshSignIn({ returnTo }: { readonly returnTo: string }) {
  return (
    <Note tone="doubt" title="Sign in again first">
      <p>
        This reaches far, so it asks for a sign-in of the last five minutes. You come back to this place, and nothing
        has changed until you confirm.
      </p>
      {/* A whole new page: the sign-in is at the issuer. */}
      <Button component="a" href={`/auth/login?fresh=1&returnTo=${encodeURIComponent(returnTo)}`} size="xs" mt="xs">
        Sign in again
      </Button>
    </Note>
  );
}
