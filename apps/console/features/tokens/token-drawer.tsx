'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { Dialog } from '../../ui/dialog';
import { tokenName } from '../../ui/ledger-words';
import { TokenState } from './token-columns';
import { TokenMissing, TokenView, useToken } from './token-view';
import styles from './tokens.module.css';

/** A token beside the list that it was found in. */
export function TokenDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = useToken(id);
  const token = query.data;
  return (
    <Dialog
      kind="drawer"
      title={token ? `${tokenName(token)} sha256:${token.digest_prefix.slice(0, 8)}…` : 'Token'}
      onClose={onClose}
    >
      {token ? (
        <>
          <div className={styles['drawerHead']}>
            <TokenState token={token} />
            <Button component={Link} href={`/tokens/${token.id}`} prefetch={false} size="xs" variant="default">
              Open as a page
            </Button>
          </div>
          <TokenView token={token} narrow />
        </>
      ) : (
        <TokenMissing query={query} />
      )}
    </Dialog>
  );
}
