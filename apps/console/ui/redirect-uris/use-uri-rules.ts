'use client';
import { useQuery } from '@tanstack/react-query';

/** The rules, once they are loaded: they are most of what the editor weighs, and nobody types before they are there. */
export function useUriRules(): typeof import('./uri-rules') | undefined {
  return useQuery({
    queryKey: ['code', 'uri-rules'],
    queryFn: () => import('./uri-rules'),
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  }).data;
}
