'use client';
import { Checkbox } from '@mantine/core';
import { ADMIN_ROLES, ROLE_SCOPES, type AdminRole } from '@gatehouse/contracts';
import { useMe } from '../../ui/me';
import { roleRefusal } from './reach';
import styles from './users.module.css';

const WORDS: Readonly<Record<AdminRole, string>> = {
  owner: 'Everything, and makes and unmakes other owners.',
  admin: 'Everything but making owners.',
  developer: 'Registers and changes clients and APIs. Sees no users.',
  auditor: 'Reads everything and exports it. Changes nothing.',
  support: 'Helps users: passwords, sessions, tokens. Sees no secrets.',
};

export interface RoleChoiceProps {
  readonly roles: readonly AdminRole[];
  readonly onChange: (roles: AdminRole[]) => void;
  readonly error?: string | undefined;
}

/** What somebody may do in this console. Roles that one cannot give say why. */
export function RoleChoice({ roles, onChange, error }: RoleChoiceProps) {
  const me = useMe();
  return (
    <Checkbox.Group
      label="Roles in this console"
      description="They take effect at once. A user without a role can only sign in to clients."
      value={[...roles]}
      onChange={(chosen) => onChange(ADMIN_ROLES.filter((role) => chosen.includes(role)))}
      error={error}
    >
      <div className={styles['group']} data-roles>
        {ADMIN_ROLES.map((role) => {
          const refusal = roleRefusal(me, role);
          return (
            <Checkbox
              key={role}
              value={role}
              label={role}
              description={refusal ? `${WORDS[role]} ${refusal}` : WORDS[role]}
              title={ROLE_SCOPES[role].join(' ')}
              disabled={refusal !== undefined}
            />
          );
        })}
      </div>
    </Checkbox.Group>
  );
}
