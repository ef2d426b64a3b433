'use client';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { Badge } from '../../ui/badge';
import { Card } from '../../ui/form-card';
import { EmptyState } from '../../ui/states';
import { apiHref, useApi, useBuiltInReason } from './api-context';
import styles from './apis.module.css';
import { ConsentPreview } from './consent-preview';
import type { DeclaredScope } from './openapi-scopes';

// Loaded when somebody asks for it.
const RemoveScopeDialog = dynamic(() => import('./remove-scope-dialog').then((module) => module.RemoveScopeDialog), {
  ssr: false,
});
const ScopeDialog = dynamic(() => import('./scope-dialog').then((module) => module.ScopeDialog), { ssr: false });

type Asked = { readonly kind: 'add' } | { readonly kind: 'change' | 'remove'; readonly scope: DeclaredScope };

/** What clients can ask for at this API, and what people read then. */
export function ApiScopes() {
  const { value: current } = useApi();
  const builtIn = useBuiltInReason();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const href = apiHref(current.identifier);
  const add = (
    <ActionButton size="xs" needs="clients:write" unavailable={builtIn} onClick={() => setAsked({ kind: 'add' })}>
      Add a scope
    </ActionButton>
  );
  const importing = (
    <ActionButton variant="default" size="xs" needs="clients:write" unavailable={builtIn} href={`${href}/import`}>
      Import from OpenAPI
    </ActionButton>
  );
  return (
    <>
      {current.scopes.length === 0 ? (
        <EmptyState
          title="No scopes yet"
          action={
            <>
              {add}
              {importing}
            </>
          }
        >
          <p>A scope is one thing that a client may do at this API, such as reading orders. Add the first.</p>
        </EmptyState>
      ) : (
        <div className={styles['columns']}>
          <Card
            title="Scopes"
            lead="Each has a name for clients and a sentence for people."
            actions={
              <>
                {importing}
                {add}
              </>
            }
          >
            <ul className={styles['scopes']} aria-label="Scopes">
              {current.scopes.map((scope) => (
                <li key={scope.name}>
                  <div>
                    <code dir="ltr">{scope.name}</code>
                    {scope.description.trim() === '' ? (
                      <p>
                        <Badge tone="doubt">no sentence: people read the bare name</Badge>
                      </p>
                    ) : (
                      <p dir="auto">{scope.description}</p>
                    )}
                  </div>
                  <div className={styles['acts']}>
                    <Link href={`${href}/clients?scope=${encodeURIComponent(scope.name)}`} prefetch={false}>
                      Who has it<span className="gh-hidden">: {scope.name}</span>
                    </Link>
                    <ActionButton
                      variant="default"
                      size="compact-xs"
                      needs="clients:write"
                      unavailable={builtIn}
                      onClick={() => setAsked({ kind: 'change', scope })}
                    >
                      Change<span className="gh-hidden"> {scope.name}</span>
                    </ActionButton>
                    <ActionButton
                      variant="default"
                      size="compact-xs"
                      needs="clients:write"
                      unavailable={builtIn}
                      onClick={() => setAsked({ kind: 'remove', scope })}
                    >
                      Remove<span className="gh-hidden"> {scope.name}</span>
                    </ActionButton>
                  </div>
                </li>
              ))}
            </ul>
          </Card>
          <div className={styles['beside']}>
            <Card title="What people read" lead="When a client asks for all of them, the consent page says:">
              <ConsentPreview apiName={current.name} scopes={current.scopes} />
            </Card>
          </div>
        </div>
      )}
      {asked?.kind === 'add' && <ScopeDialog scope={undefined} onClose={close} />}
      {asked?.kind === 'change' && <ScopeDialog scope={asked.scope} onClose={close} />}
      {asked?.kind === 'remove' && <RemoveScopeDialog name={asked.scope.name} onClose={close} />}
    </>
  );
}
