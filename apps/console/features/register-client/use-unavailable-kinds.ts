'use client';
import { useQuery } from '@tanstack/react-query';
import type { ApplicationType } from '@gatehouse/client-rules';
import { answer, api } from '../../ui/admin-api';

/** Kinds that this server cannot serve yet, each with the reason. The server is asked, so that nothing is promised. */
export function useUnavailableKinds(): Readonly<Partial<Record<ApplicationType, string>>> {
  const device = useQuery({
    queryKey: ['client-check', 'device'],
    queryFn: () =>
      answer(
        api.POST('/admin/v1/clients/check', { body: { client_name: 'Availability', application_type: 'device' } }),
      ),
    staleTime: Infinity,
  });
  const isMissing = device.data?.findings.some(({ rule, pointer }) => rule === 'C02' && /grant_types/.test(pointer));
  return isMissing ? { device: 'Not available yet: this server does not have the device grant (RFC 8628).' } : {};
}
