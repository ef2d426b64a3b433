'use client';
import { Checkbox } from '@mantine/core';
import { isAdminScope, type AdminScope } from '@gatehouse/contracts';
import { useMe } from '../../ui/me';
import { Note } from '../../ui/problem-alert';
import { BlockSkeleton, LoadFailed } from '../../ui/states';
import { scopesOf } from './draft';
import { kindOf } from './kinds';
import styles from './register-client.module.css';
import type { StepProps } from './step';
import { useApis } from './use-apis';

interface Word {
  readonly name: string;
  readonly description: string;
}

/** OpenID Connect Core §5.4 and §11. */
const ABOUT_PEOPLE: readonly Word[] = [
  { name: 'openid', description: 'Who signed in. Without it there is no sign-in, only access to APIs.' },
  { name: 'profile', description: 'Name, picture, language and the like.' },
  { name: 'email', description: 'The email address, and whether it was verified.' },
  { name: 'phone', description: 'The telephone number.' },
  { name: 'address', description: 'The postal address.' },
  { name: 'offline_access', description: 'Access that goes on when the person is away; they are told so.' },
];

/** Everything that the client may ask for; nothing else is ever in its tokens. */
export function StepAccess(props: StepProps) {
  const { draft, change, fault } = props;
  const apis = useApis();
  const { scopes: held } = useMe();
  const kind = kindOf(draft.kind);
  const chosen = scopesOf(draft);
  const toggle = (name: string, on: boolean) => {
    const next = on ? [...chosen, name] : chosen.filter((word) => word !== name);
    change({ scope: next.join(' ') });
  };
  const own = (apis.data ?? []).filter(({ built_in: builtIn }) => !builtIn);
  const builtIn = (apis.data ?? []).filter((one) => one.built_in);
  const group = { chosen, toggle };
  return (
    <>
      {kind?.type !== 'machine' && <Group {...group} title="About the person" words={ABOUT_PEOPLE} />}
      {apis.isPending && <BlockSkeleton label="Loading the APIs" />}
      {apis.error && <LoadFailed error={apis.error} onRetry={() => void apis.refetch()} />}
      {own.map(({ identifier, name, scopes, state }) => (
        <Group
          key={identifier}
          {...group}
          title={state === 'disabled' ? `${name} (disabled)` : name}
          id={identifier}
          words={scopes}
        />
      ))}
      {apis.data && own.length === 0 && (
        <Note title="No API of yours is registered">
          Under APIs &amp; scopes you tell Gatehouse what can be asked for. You can give the client scopes later as
          well.
        </Note>
      )}
      {builtIn.map(({ identifier, name, scopes }) => (
        <details key={identifier} className={styles['rare']} open={scopes.some((one) => chosen.includes(one.name))}>
          <summary>{name}: for clients that administer Gatehouse itself</summary>
          <Group
            {...group}
            title={name}
            id={identifier}
            words={scopes}
            missing={(word) => (isAdminScope(word) && !held.includes(word as AdminScope) ? word : undefined)}
          />
        </details>
      ))}
      {fault('scope') && (
        <p className={styles['fault']} role="alert">
          {fault('scope')}
        </p>
      )}
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly id?: string;
  readonly words: readonly Word[];
  readonly chosen: readonly string[];
  readonly toggle: (name: string, on: boolean) => void;
  /** The permission that one lacks oneself, and therefore cannot give. */
  readonly missing?: (name: string) => string | undefined;
}

function Group({ title, id, words, chosen, toggle, missing }: GroupProps) {
  return (
    <fieldset className={styles['scopes']}>
      <legend>
        {title} {id !== undefined && <code>{id}</code>}
      </legend>
      {words.length === 0 && <p>It has no scopes yet.</p>}
      {words.map(({ name, description }) => {
        const lacking = missing?.(name);
        return (
          <Checkbox
            key={name}
            label={<code>{name}</code>}
            description={
              lacking === undefined ? description : `${description} You cannot give what you do not have yourself.`
            }
            checked={chosen.includes(name)}
            disabled={lacking !== undefined}
            onChange={(event) => toggle(name, event.currentTarget.checked)}
          />
        );
      })}
    </fieldset>
  );
}
