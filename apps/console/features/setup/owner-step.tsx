'use client';
import Link from 'next/link';
import { Fact, Facts } from '../../ui/form-card';
import { useMe } from '../../ui/me';

/** Who you are, and how not to be locked out. */
export function OwnerStep() {
  const me = useMe();
  return (
    <>
      <p>The owner account exists, and the one-time code is used up: nobody can make another owner with it.</p>
      <Facts>
        <Fact name="You are">{me.name ?? me.username ?? me.id}</Fact>
        <Fact name="Your roles">{me.roles.join(', ') || 'none'}</Fact>
      </Facts>
      <p>
        One owner who forgets a password locks everybody out.{' '}
        <Link href="/users/new" prefetch={false}>
          Add a second owner
        </Link>{' '}
        before you depend on this installation.
      </p>
    </>
  );
}
