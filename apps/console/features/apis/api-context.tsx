'use client';
/** The API that a detail page is about, for all of its tabs; and how it is changed. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { ApiProblem, type Shape, type Tagged } from '../../ui/admin-api';
import { toPathId } from '../../ui/path-ids';
import { explained } from './problem-words';

export type Api = Shape<'ApiAnswer'>;

const Context = createContext<Tagged<Api> | undefined>(undefined);

export function ApiProvider({ stored, children }: { readonly stored: Tagged<Api>; readonly children: ReactNode }) {
  return <Context value={stored}>{children}</Context>;
}

/** What is stored of the API now, with its entity tag. */
export function useApi(): Tagged<Api> {
  const stored = useContext(Context);
  if (!stored) throw new Error('useApi is for the tabs of an API');
  return stored;
}

export const apiKey = (identifier: string): readonly string[] => ['apis', 'one', identifier];

/** Where the pages of an API are. */
export const apiHref = (identifier: string): string => `/apis/${toPathId(identifier)}`;

/** Tells the page what is stored now. */
export function useStoreApi(): (stored: Tagged<Api>) => void {
  const queries = useQueryClient();
  return (stored) => {
    queries.setQueryData<Tagged<Api>>(apiKey(stored.value.identifier), stored);
    void queries.invalidateQueries({ queryKey: ['apis', 'list'] });
  };
}

export interface ApiChange {
  readonly path: { readonly api_id: string };
  readonly header: { readonly 'If-Match': string };
}

/** Carries out a change on what the page shows. When somebody was faster, the page shows theirs and the change is refused. */
export function useApiChange(): (send: (to: ApiChange) => Promise<Tagged<Api>>) => Promise<void> {
  const queries = useQueryClient();
  const { value, etag } = useApi();
  const store = useStoreApi();
  return async (send) => {
    try {
      store(await send({ path: { api_id: toPathId(value.identifier) }, header: { 'If-Match': etag } }));
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) {
        await queries.invalidateQueries({ queryKey: apiKey(value.identifier) });
      }
      throw explained(error);
    }
  };
}

/** Why nobody can change this API; undefined when it can be changed. */
export function useBuiltInReason(): string | undefined {
  return useApi().value.built_in ? 'This API is part of Gatehouse.' : undefined;
}
