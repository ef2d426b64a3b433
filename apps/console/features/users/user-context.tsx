'use client';
/** The user that a detail page is about, for all of its tabs; and how it is changed. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { ApiProblem, type Shape, type Tagged } from '../../ui/admin-api';
import { useMe } from '../../ui/me';
import { explained } from './problem-words';
import { targetRefusal } from './reach';

export type UserDetail = Shape<'UserDetailAnswer'>;

const Context = createContext<Tagged<UserDetail> | undefined>(undefined);

export function UserProvider({
  stored,
  children,
}: {
  readonly stored: Tagged<UserDetail>;
  readonly children: ReactNode;
}) {
  return <Context value={stored}>{children}</Context>;
}

/** What is stored of the user now, with its entity tag. */
export function useUser(): Tagged<UserDetail> {
  const stored = useContext(Context);
  if (!stored) throw new Error('useUser is for the tabs of a user');
  return stored;
}

/** Everything that was read of one user begins with this key. */
export const userKey = (id: string): readonly string[] => ['users', id];

/** Tells the page what a change made of the user; sessions, tokens and lists are read anew. */
export function useStoreUser(): (changed: Tagged<Shape<'UserAnswer'>>) => void {
  const queries = useQueryClient();
  return ({ value, etag }) => {
    queries.setQueryData<Tagged<UserDetail>>([...userKey(value.id), 'detail'], (before) =>
      before ? { value: { ...before.value, ...value }, etag } : undefined,
    );
    void queries.invalidateQueries({ queryKey: ['users'] });
  };
}

/** Carries out a change on what the page shows. When somebody was faster, the page shows theirs and the change is refused. */
export function useUserChange(): (
  send: (etag: string) => Promise<Tagged<Shape<'ChangedUserAnswer'>>>,
) => Promise<Shape<'ChangedUserAnswer'>> {
  const queries = useQueryClient();
  const { value: user, etag } = useUser();
  const store = useStoreUser();
  return async (send) => {
    try {
      const changed = await send(etag);
      store(changed);
      return changed.value;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) {
        await queries.invalidateQueries({ queryKey: userKey(user.id) });
      }
      throw explained(error);
    }
  };
}

/** Why the user cannot be changed by whoever looks; undefined when they can. */
export function useRefusal(): string | undefined {
  return targetRefusal(useMe(), useUser().value.roles);
}
