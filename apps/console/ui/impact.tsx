'use client';
/** What a change would end, counted by the API before anything is done. The change itself ends it. */
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { answer, api, type Shape } from './admin-api';
import { useMay } from './me';
import { Note } from './problem-alert';
import { isEmptyOfTokens, RevocationPreview } from './revocation-preview';

/** @param about what would happen to whom: the body of a preview */
export function Impact({ about }: { readonly about: Shape<'PreviewRevocationBody'> }) {
  const may = useMay('tokens:revoke');
  const look = useId();
  const { data, error } = useQuery({
    queryKey: ['revocation-preview', look, about],
    queryFn: () => answer(api.POST('/admin/v1/revocations/preview', { body: about })),
    enabled: may,
    // A preview is an act of its own, written into the audit log: one for each look.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (!may || error) {
    return (
      <Note tone="doubt" title="What this would end could not be counted">
        {may ? 'The count failed.' : 'Counting needs the permission tokens:revoke.'} Everything of it ends all the same.
      </Note>
    );
  }
  if (!data) return <p role="status">Counting what would end …</p>;
  if (isEmptyOfTokens(data)) return <p>No session and no living token hangs on it, so nothing else ends.</p>;
  return <RevocationPreview preview={data} />;
}
