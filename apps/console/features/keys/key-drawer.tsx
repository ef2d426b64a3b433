'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { answer, api } from '../../ui/admin-api';
import { ActionButton } from '../../ui/action-button';
import { StateBadge } from '../../ui/badge';
import { CodeBlock } from '../../ui/code-block';
import { CopyId } from '../../ui/copy-id';
import { Dialog } from '../../ui/dialog';
import { Fact, Facts } from '../../ui/form-card';
import { FreshSignIn, useIsFresh } from '../../ui/fresh-sign-in';
import { ProblemAlert } from '../../ui/problem-alert';
import { CountTiles, JwtNote } from '../../ui/revocation-preview';
import { EmptyState } from '../../ui/states';
import { Time } from '../../ui/time';
import { useNow } from '../../ui/use-now';
import { ChangeKeyDialog } from './change-key-dialog';
import { actionOf, countdown, type KeyAction, type SigningKey, stateWord } from './key-words';
import styles from './keys.module.css';

interface KeyDrawerProps {
  /** Undefined when there is none of this id. */
  readonly signingKey: SigningKey | undefined;
  readonly kid: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
  readonly onEmergency: (algorithm: SigningKey['algorithm']) => void;
}

/** One key: where it stands, what may be done with it and why not, and what lives under it. */
export function KeyDrawer({ signingKey, kid, onClose, onChanged, onEmergency }: KeyDrawerProps) {
  const [changing, setChanging] = useState<KeyAction>();
  return (
    <Dialog kind="drawer" title={signingKey ? `${signingKey.algorithm} signing key` : 'Signing key'} onClose={onClose}>
      {signingKey ? (
        <div className={styles['drawer']}>
          <KeyFacts signingKey={signingKey} />
          <Actions signingKey={signingKey} onChange={setChanging} onEmergency={onEmergency} />
          {signingKey.state !== 'next' && <LiveTokens signingKey={signingKey} />}
          <section>
            <h3>Public half</h3>
            <CodeBlock what="public key" code={JSON.stringify(signingKey.public_jwk, undefined, 2)} />
          </section>
        </div>
      ) : (
        <EmptyState title="There is no such key">
          <p>
            Nothing is known of <code>{kid}</code>. Keys are forgotten some time after they were retired; Settings says
            how long.
          </p>
        </EmptyState>
      )}
      {signingKey && changing && (
        <ChangeKeyDialog
          signingKey={signingKey}
          action={changing}
          onClose={() => setChanging(undefined)}
          onDone={onChanged}
        />
      )}
    </Dialog>
  );
}

function KeyFacts({ signingKey: key }: { readonly signingKey: SigningKey }) {
  return (
    <Facts>
      <Fact name="Key id (kid)">
        <CopyId value={key.kid} what="key id" />
      </Fact>
      <Fact name="State">
        <StateBadge state={stateWord(key)} />
      </Fact>
      <Fact name="In the key set">{key.published ? 'yes' : 'no'}</Fact>
      <Fact name="Generation">{key.generation}</Fact>
      <Fact name="Announced">
        <Time at={key.created_at} full />
      </Fact>
      <Fact name="Signs since">
        <Time at={key.activated_at} full fallback="has not signed" />
      </Fact>
      {key.retiring_at !== null && (
        <Fact name="Signed until">
          <Time at={key.retiring_at} full />
        </Fact>
      )}
      {key.retired_at !== null && (
        <Fact name="Left the key set">
          <Time at={key.retired_at} full />
        </Fact>
      )}
      {key.revoked_at !== null && (
        <Fact name="Revoked">
          <Time at={key.revoked_at} full />
        </Fact>
      )}
      <Fact name="Last token ends">
        <Time at={key.tokens_end_by} full fallback={key.state === 'active' ? 'it still signs' : 'it never signed'} />
      </Fact>
      <Fact name="History">
        <Link href={`/audit?target=${encodeURIComponent(key.kid)}`} prefetch={false}>
          Its events in the audit log
        </Link>
      </Fact>
    </Facts>
  );
}

const NAMES: Readonly<Record<KeyAction['action'], string>> = {
  activate: 'Activate',
  retire: 'Retire',
  revoke: 'Revoke and replace',
};

function Actions({
  signingKey,
  onChange,
  onEmergency,
}: {
  readonly signingKey: SigningKey;
  readonly onChange: (action: KeyAction) => void;
  readonly onEmergency: (algorithm: SigningKey['algorithm']) => void;
}) {
  const now = useNow(1_000);
  return (
    <section>
      <h3>What may be done now</h3>
      <ul className={styles['actions']}>
        {(['activate', 'retire', 'revoke'] as const).map((name) => {
          const action = actionOf(signingKey, name);
          if (!action) return null;
          const wait = action.allowed_from === null ? 0 : action.allowed_from - now;
          const left = !action.allowed && wait > 0 ? ` Possible in ${countdown(wait)}.` : '';
          const act = () => (name === 'revoke' ? onEmergency(signingKey.algorithm) : onChange(action));
          // A revocation of a key that signs is the emergency; of another one it is the same, without a replacement.
          const isEmergency = name === 'revoke' && signingKey.state === 'active';
          return (
            <li key={name}>
              <div>
                <strong>{name === 'revoke' && !isEmergency ? 'Revoke' : NAMES[name]}</strong>
                <p>
                  {neverSigned(signingKey, name) ?? action.reason}
                  {left && <strong data-countdown>{left}</strong>}
                </p>
                {!action.allowed && action.allowed_from !== null && (
                  <p>
                    From <Time at={action.allowed_from} full />
                  </p>
                )}
              </div>
              <div className={styles['buttons']}>
                {name === 'revoke' && !isEmergency ? (
                  <RevokeButton signingKey={signingKey} action={action} onChange={onChange} />
                ) : (
                  <ActionButton
                    size="xs"
                    variant="default"
                    needs="keys:write"
                    unavailable={action.allowed ? undefined : `${action.reason}${left}`}
                    onClick={act}
                  >
                    {NAMES[name]}
                  </ActionButton>
                )}
                {action.forcible && (
                  <ActionButton size="xs" variant="default" needs="keys:write" onClick={act}>
                    {NAMES[name]} too soon …
                  </ActionButton>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Why a key that nothing depends on is not revoked. */
function neverSigned({ state }: SigningKey, name: KeyAction['action']): string | undefined {
  return name === 'revoke' && state === 'next' ? 'It has never signed: retire it instead.' : undefined;
}

function RevokeButton({
  signingKey,
  action,
  onChange,
}: {
  readonly signingKey: SigningKey;
  readonly action: KeyAction;
  readonly onChange: (action: KeyAction) => void;
}) {
  return (
    <ActionButton
      size="xs"
      variant="default"
      needs="keys:write"
      unavailable={action.allowed ? neverSigned(signingKey, 'revoke') : action.reason}
      onClick={() => onChange(action)}
    >
      Revoke
    </ActionButton>
  );
}

/** Counted when somebody asks: the answer comes from looking through the ledger, and asking is written to the log. */
function LiveTokens({ signingKey }: { readonly signingKey: SigningKey }) {
  const isFresh = useIsFresh();
  const count = useMutation({
    mutationFn: () =>
      answer(api.POST('/admin/v1/revocations/preview', { body: { event: 'signing_key', key_id: signingKey.kid } })),
  });
  const counts = count.data?.counts;
  return (
    <section>
      <h3>Living tokens under it</h3>
      {!counts && isFresh && (
        <ActionButton
          size="xs"
          variant="default"
          needs="tokens:revoke"
          loading={count.isPending}
          onClick={() => count.mutate()}
        >
          Count them
        </ActionButton>
      )}
      {!counts && !isFresh && <FreshSignIn returnTo={`/keys?key=${encodeURIComponent(signingKey.kid)}`} />}
      {counts && (
        <>
          <CountTiles counts={counts} />
          {count.data?.members_truncated && <p>There are more than were counted.</p>}
          <JwtNote counts={counts} />
        </>
      )}
      <ProblemAlert error={count.error} />
    </section>
  );
}
