'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { GradeBadge } from '../../ui/badge';
import { FormCard } from '../../ui/form-card';
import { Note } from '../../ui/problem-alert';
import type { DraftJudgement } from './client-metadata-of';
import styles from './client-card.module.css';
import type { ClientEditor } from './use-client-editor';

const ConflictDialog = dynamic(() => import('../../ui/conflict-dialog').then((loaded) => loaded.ConflictDialog), {
  ssr: false,
}) as typeof import('../../ui/conflict-dialog').ConflictDialog;

export interface ClientCardProps<Draft extends object> {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly editor: ClientEditor<Draft>;
  /** Names of members, as the form shows them. */
  readonly labels: Readonly<Record<keyof Draft & string, string>>;
  readonly children: ReactNode;
}

/** A form over part of the client. Before Save it says what saving would do; a conflict is laid open. */
export function ClientCard<Draft extends object>(props: ClientCardProps<Draft>) {
  const { title, lead, editor, labels, children } = props;
  return (
    <div data-members={Object.keys(labels).join(' ')}>
      <FormCard
        title={title}
        lead={lead}
        needs="clients:write"
        changes={editor.changed.length}
        saving={editor.saving}
        error={editor.error}
        onSave={editor.save}
        onDiscard={editor.discard}
      >
        {children}
        {editor.judgement && <Preview judgement={editor.judgement} shown={Object.keys(labels)} />}
      </FormCard>
      {editor.conflict && (
        <ConflictDialog
          what={title}
          draft={editor.draft}
          conflict={editor.conflict}
          labels={labels}
          onClose={editor.conflict.dismiss}
        />
      )}
    </div>
  );
}

function Preview({ judgement, shown }: { readonly judgement: DraftJudgement; readonly shown: readonly string[] }) {
  // What belongs to a field of this card is said there.
  const elsewhere = judgement.errors.filter(({ path }) => !shown.includes(String(path[0])));
  const { lint } = judgement;
  return (
    <div className={styles['preview']} role="status">
      {elsewhere.length > 0 && (
        <Note tone="bad" title="This does not fit together with the rest of the client">
          <ul className={styles['list']}>
            {elsewhere.map(({ rule, path, message, fix }) => (
              <li key={`${rule} ${path.join('/')}`}>
                <code>{rule}</code> {message} {fix}
              </li>
            ))}
          </ul>
        </Note>
      )}
      {lint && (lint.appears.length > 0 || lint.disappears.length > 0) && (
        <Note tone={lint.appears.length > 0 ? 'doubt' : 'good'}>
          <p className={styles['grades']}>
            Security grade after saving: <GradeBadge grade={lint.before} /> <span aria-hidden="true">→</span>
            <span className="gh-hidden">becomes</span> <GradeBadge grade={lint.after} />
          </p>
          <ul className={styles['list']}>
            {lint.appears.map(({ rule, message, why }) => (
              <li key={rule}>
                <code>{rule}</code> New: {message} {why}
              </li>
            ))}
            {lint.disappears.map(({ rule, message }) => (
              <li key={rule}>
                <code>{rule}</code> Solved: <s>{message}</s>
              </li>
            ))}
          </ul>
        </Note>
      )}
    </div>
  );
}
