'use client';
/** Who uses the console, and what they may do. The API decides again at every request. */
import { createContext, type ReactNode, useContext } from 'react';
import type { AdminScope } from '@gatehouse/contracts';
import type { Shape } from './admin-api';

/** What pages need to know of the person and of this installation. */
export interface Me extends Shape<'MeAnswer'> {
  readonly issuerUrl: string;
  readonly consoleUrl: string;
  /** When they proved who they are; epoch seconds. */
  readonly authenticatedAt: number | undefined;
}

const Context = createContext<Me | undefined>(undefined);

export function MeProvider({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  return <Context value={me}>{children}</Context>;
}

export function useMe(): Me {
  const me = useContext(Context);
  if (!me) throw new Error('useMe is for pages behind the sign-in');
  return me;
}

export function useMay(scope: AdminScope): boolean {
  return useMe().scopes.includes(scope);
}
