'use client';
import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import type { AdminScope } from '@gatehouse/contracts';
import { ActionButton } from './action-button';
import styles from './form-card.module.css';
import { ProblemAlert } from './problem-alert';

/** One concern of a page in a frame. */
export function Card({
  title,
  lead,
  actions,
  tone,
  children,
}: {
  readonly title?: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly tone?: 'danger';
  readonly children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className={styles['card']} data-tone={tone} aria-labelledby={title ? heading : undefined}>
      {(title || actions) && (
        <div className={styles['head']}>
          <div>
            {title && <h2 id={heading}>{title}</h2>}
            {lead && <p>{lead}</p>}
          </div>
          {actions && <div className={styles['tools']}>{actions}</div>}
        </div>
      )}
      <div className={styles['body']}>{children}</div>
    </section>
  );
}

export interface FormCardProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly needs: AdminScope;
  /** Members that differ from what is stored. */
  readonly changes: number;
  readonly saving: boolean;
  readonly error?: Error | null | undefined;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly children: ReactNode;
}

/** A form that saves one concern. The bar at its foot appears with the first change; leaving the page then asks first. */
export function FormCard(props: FormCardProps) {
  const { title, lead, needs, changes, saving, error, onSave, onDiscard, children } = props;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (changes === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changes]);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changes > 0 && !saving) onSave();
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Card title={title} lead={lead}>
        {children}
        <ProblemAlert error={error} />
      </Card>
      {changes > 0 && (
        <div className={styles['bar']} role="region" aria-label={`Unsaved changes: ${title}`}>
          <span>{changes === 1 ? '1 unsaved change' : `${changes} unsaved changes`}</span>
          <Button variant="default" size="xs" onClick={onDiscard} disabled={saving}>
            Discard
          </Button>
          <ActionButton type="submit" size="xs" needs={needs} loading={saving}>
            Save
          </ActionButton>
        </div>
      )}
    </form>
  );
}

/** Names and values, side by side. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles['facts']}>{children}</dl>;
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
