'use client';
import { Button } from '@mantine/core';
import { GateMark } from './gate-mark';
import { signOut } from './sign-out';

/** For a person who has signed in and holds no role. */
export function NoRole({ issuerUrl }: { readonly issuerUrl: string }) {
  return (
    <main style={{ maxWidth: '34rem', margin: '15vh auto', padding: '0 1.25rem' }}>
      <GateMark />
      <h1>Your account may not use the console</h1>
      <p>
        You are signed in at {issuerUrl}, but your account has none of the roles owner, admin, developer, auditor or
        support. Ask an owner to give you one under Users.
      </p>
      <Button variant="default" onClick={() => void signOut()}>
        Sign out
      </Button>
    </main>
  );
}
