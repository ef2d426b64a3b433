'use client';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { answer, api, newIdempotencyKey, type Shape } from '../../ui/admin-api';
import type { ClientBody } from './draft';

/** Registers the client. The same attempt sent again, after a lost answer, has one effect and the same secret. */
export function useRegister(): UseMutationResult<Shape<'CreatedClientAnswer'>, Error, ClientBody> {
  const queries = useQueryClient();
  const attempt = useRef({ sent: '', key: '' });
  return useMutation({
    // The answer may hold a secret: it is not kept among the results of mutations.
    gcTime: 0,
    mutationFn: (body) => {
      const sent = JSON.stringify(body);
      if (attempt.current.sent !== sent) attempt.current = { sent, key: newIdempotencyKey() };
      const header = { 'Idempotency-Key': attempt.current.key };
      return answer(api.POST('/admin/v1/clients', { params: { header }, body }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['clients'] }),
  });
}
