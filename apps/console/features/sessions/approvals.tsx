'use client';
import Link from 'next/link';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import type { Shape } from '../../ui/admin-api';
import { Badge } from '../../ui/badge';
import { Card } from '../../ui/form-card';
import { revocationReason } from '../../ui/ending-words';
import { RevokeDialog } from '../../ui/revoke-dialog';
import { Time } from '../../ui/time';
import { upTo } from './session-columns';
import styles from './sessions.module.css';

type Family = Shape<'SessionFamilyAnswer'>;

/** Which clients got something in this session, and what has become of it. */
export function Approvals({ session }: { readonly session: Shape<'SessionDetailAnswer'> }) {
  const [chosen, setChosen] = useState<Family>();
  const families = session.newest_families;
  return (
    <Card
      title={`Approvals (${upTo(session.families)})`}
      lead="Each time that a client asked and got something in this browser. The newest are shown."
    >
      {families.length === 0 && <p className={styles['plain']}>No client got anything in this session.</p>}
      <ul className={styles['families']}>
        {families.map((family) => (
          <li key={family.id} data-family-id={family.id}>
            <div>
              <Link href={`/clients/${encodeURIComponent(family.client_id)}`}>{family.client_id}</Link>
              {family.offline && <Badge tone="doubt">offline access</Badge>}
              {family.revoked_at !== null && <Badge tone="bad">revoked</Badge>}
              <p>
                <Time at={family.created_at} /> · {family.scope.join(' ') || 'no scope'}
                {family.revocation_reason !== null && <> · {revocationReason(family.revocation_reason)}</>}
              </p>
            </div>
            <span className={styles['tools']}>
              <Link href={`/tokens?family_id=${family.id}`}>
                Tokens<span className="gh-hidden"> of this approval of {family.client_id}</span>
              </Link>
              <ActionButton
                needs="tokens:revoke"
                size="xs"
                variant="default"
                unavailable={family.revoked_at === null ? undefined : 'It was revoked already.'}
                onClick={() => setChosen(family)}
              >
                Revoke …<span className="gh-hidden"> the approval of {family.client_id}</span>
              </ActionButton>
            </span>
          </li>
        ))}
      </ul>
      {chosen && (
        <RevokeDialog
          event={{ event: 'family', family_id: chosen.id }}
          title={`Revoke the approval of ${chosen.client_id}`}
          onClose={() => setChosen(undefined)}
        />
      )}
    </Card>
  );
}
