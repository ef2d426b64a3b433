'use client';
import { Button, Radio, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, newIdempotencyKey } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Dialog } from '../../ui/dialog';
import { ProblemAlert } from '../../ui/problem-alert';
import { type Algorithm, ALGORITHMS, type SigningKey } from './key-words';
import styles from './keys.module.css';

const ABOUT: Readonly<Record<Algorithm, string>> = {
  ES256: 'ECDSA on P-256: small and fast. Access tokens are signed with it unless an API says otherwise.',
  RS256: 'RSA with 2048 bits or more: what OpenID Connect asks every client library to understand.',
};

interface AnnounceDialogProps {
  readonly keys: readonly SigningKey[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Makes and publishes the next key. Nothing changes for anybody until it signs. */
export function AnnounceDialog({ keys, onClose, onDone }: AnnounceDialogProps) {
  const isAnnounced = (algorithm: Algorithm) => keys.some((key) => key.algorithm === algorithm && key.state === 'next');
  const [algorithm, setAlgorithm] = useState<Algorithm | undefined>(() =>
    ALGORITHMS.find((each) => !isAnnounced(each)),
  );
  const [idempotencyKey] = useState(newIdempotencyKey);
  const make = useMutation({
    mutationFn: (chosen: Algorithm) =>
      answer(
        api.POST('/admin/v1/signing-keys/announce', {
          params: { header: { 'Idempotency-Key': idempotencyKey } },
          body: { algorithm: chosen },
        }),
      ),
    onSuccess: () => {
      announce('The key is announced');
      onDone();
      onClose();
    },
  });
  return (
    <Dialog
      title="Announce a signing key"
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={algorithm === undefined}
            loading={make.isPending}
            onClick={() => algorithm && make.mutate(algorithm)}
          >
            Announce
          </Button>
        </>
      }
    >
      <p className={styles['lead']}>
        The new key joins the key set that relying parties fetch. It does not sign until they have had time to fetch it;
        then it takes over by itself, or when you activate it.
      </p>
      <Radio.Group
        label="Algorithm"
        value={algorithm ?? ''}
        onChange={(value) => setAlgorithm(ALGORITHMS.find((each) => each === value))}
      >
        <Stack gap="xs" mt="xs">
          {ALGORITHMS.map((each) => (
            <Radio
              key={each}
              value={each}
              label={each}
              disabled={isAnnounced(each)}
              description={isAnnounced(each) ? 'One is announced already.' : ABOUT[each]}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ProblemAlert error={make.error} />
    </Dialog>
  );
}
