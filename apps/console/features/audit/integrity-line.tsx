'use client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/admin-api';
import { Time } from '../../ui/time';
import styles from './audit.module.css';

const count = (value: number): string => value.toLocaleString('en-GB');

/** The newest signed checkpoints, and the key that they are signed with. */
export function useCheckpoints() {
  return useQuery({
    queryKey: ['audit-checkpoints'],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/v1/audit/checkpoints', { params: { query: { limit: 5 } }, signal })),
  });
}

function useLastVerified() {
  return useQuery({
    queryKey: ['audit-last-verified'],
    queryFn: async ({ signal }) => {
      const query = { event: ['audit.verified' as const], limit: 1 };
      return (await answer(api.GET('/admin/v1/audit', { params: { query }, signal }))).items[0] ?? null;
    },
  });
}

/** One line above the list, and the way to the rest. */
export function IntegrityLine({ onOpen }: { readonly onOpen: () => void }) {
  const checkpoints = useCheckpoints();
  const verified = useLastVerified();
  const newest = checkpoints.data?.items[0];
  const faulty = verified.data?.outcome === 'failed';
  return (
    <section className={styles['integrity']} aria-label="Integrity of the log" data-faulty={faulty || undefined}>
      <p>
        {checkpoints.isPending && 'Reading the signed checkpoints …'}
        {checkpoints.error && 'The signed checkpoints could not be read.'}
        {checkpoints.data &&
          (newest ? (
            <>
              Signed up to <strong>#{count(newest.seq)}</strong> <Time at={newest.at} />
            </>
          ) : (
            'No signed checkpoint yet: the first comes within a minute'
          ))}
        {verified.data && (
          <>
            {' · '}
            {faulty ? 'A check found a fault ' : 'Last checked '}
            <Time at={verified.data.at} />
          </>
        )}
        {verified.data === null && ' · Never checked'}
      </p>
      <button type="button" className={styles['textButton']} onClick={onOpen}>
        Check the log
      </button>
    </section>
  );
}
