'use client';
import { useParams, useSearchParams } from 'next/navigation';
import { CopyId } from '../../ui/copy-id';
import { tokenName } from '../../ui/ledger-words';
import { PageHeader } from '../../ui/page-header';
import { Readable } from '../../ui/states';
import { TokenState } from './token-columns';
import { RevokeThis, TokenMissing, TokenView, useToken } from './token-view';

const TRAIL = [{ href: '/tokens', text: 'Tokens' }];

/** One token. `?digest=` compares what somebody pasted. */
export function TokenPage() {
  return (
    <Readable scope="tokens:read">
      <Loaded />
    </Readable>
  );
}

function Loaded() {
  const { id } = useParams<{ id: string }>();
  const digest = useSearchParams().get('digest') ?? undefined;
  const query = useToken(id);
  const token = query.data;
  if (!token) {
    return (
      <>
        <PageHeader title="Token" trail={TRAIL} />
        <TokenMissing query={query} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={tokenName(token)}
        trail={TRAIL}
        facts={
          <>
            <TokenState token={token} />
            <CopyId value={token.id} what="token id" />
          </>
        }
        actions={<RevokeThis token={token} />}
      />
      <TokenView token={token} digest={digest} />
    </>
  );
}
