'use client';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import type { Shape } from '../../ui/admin-api';
import { RevokeDialog } from '../../ui/revoke-dialog';
import { type Level, levelsOf } from './revoke-levels';
import styles from './tokens.module.css';

/** Everything that can be revoked from a token on; each with a preview before anything ends. */
export function RevokeLevelList({ token }: { readonly token: Shape<'TokenAnswer'> }) {
  const [chosen, setChosen] = useState<Level>();
  return (
    <>
      <ul className={styles['levels']}>
        {levelsOf(token).map((level) => (
          <li key={level.order.event} data-event={level.order.event}>
            <p>
              <strong>{`${level.name.charAt(0).toUpperCase()}${level.name.slice(1)}`}</strong>
              <span>{level.what}</span>
            </p>
            <ActionButton needs="tokens:revoke" size="xs" variant="default" onClick={() => setChosen(level)}>
              Preview …<span className="gh-hidden"> revoking {level.name}</span>
            </ActionButton>
          </li>
        ))}
      </ul>
      {chosen && (
        <RevokeDialog event={chosen.order} title={`Revoke ${chosen.name}`} onClose={() => setChosen(undefined)} />
      )}
    </>
  );
}
