'use client';
/** Redirect URIs, one a row, each judged while it is typed by the rules that the server applies. */
import { Button } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { announce } from '../announcer';
import type { Client } from '../use-client';
import styles from './redirect-uri-editor.module.css';
import { RedirectUriRow } from './redirect-uri-row';
import { useSettled } from './use-settled';
import { useUriRules } from './use-uri-rules';
import { useUriRows } from './use-uri-rows';

export interface RedirectUriEditorProps {
  /** What one row is called: `Redirect URI`. */
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (uris: string[]) => void;
  readonly applicationType: Client['application_type'];
  /** Those that are stored: others are marked as not saved yet. Left out = nothing is marked. */
  readonly stored?: readonly string[];
  /** Buttons of a row beside Remove. */
  readonly tools?: (uri: string, isStored: boolean) => ReactNode;
  /** What it means when there is none. */
  readonly empty: ReactNode;
}

export function RedirectUriEditor(props: RedirectUriEditorProps) {
  const { label, value, onChange, applicationType, stored, tools, empty } = props;
  const { rows, type, add, remove, paste } = useUriRows(value, onChange);
  const settled = useSettled(rows);
  const rules = useUriRules();
  const findings = rules?.judgeRows(settled, applicationType) ?? [];
  const list = useRef<HTMLOListElement>(null);
  const [focus, setFocus] = useState<number>();
  const removeRow = (key: number, index: number) => {
    remove(key);
    announce(`Removed ${label.toLowerCase()} ${index + 1}. Nothing is lost until you save.`);
    list.current?.parentElement?.querySelector<HTMLElement>('[data-add]')?.focus();
  };
  return (
    <div className={styles['editor']}>
      {rows.length === 0 && <p className={styles['none']}>{empty}</p>}
      <ol ref={list} className={styles['rows']}>
        {rows.map((row, index) => (
          <RedirectUriRow
            key={row.key}
            label={`${label} ${index + 1}`}
            row={row}
            findings={findings[settled.findIndex(({ key }) => key === row.key)]}
            isJudged={settled.some(({ key, text }) => key === row.key && text === row.text)}
            pieces={rules?.piecesOf(row.text, applicationType) ?? []}
            isStored={stored?.includes(row.text) ?? true}
            focused={focus === row.key}
            tools={tools}
            onType={(text) => type(row.key, text)}
            onPaste={(text) => {
              const count = paste(row.key, text);
              if (count > 1) announce(`${count} URIs were pasted, one a row`);
            }}
            onRemove={() => removeRow(row.key, index)}
          />
        ))}
      </ol>
      <div className={styles['foot']}>
        <Button variant="default" size="xs" data-add onClick={() => setFocus(add())}>
          Add {article(label)}
        </Button>
        <span>You can paste several at once: one a line, or with commas between them.</span>
      </div>
    </div>
  );
}

const article = (label: string) =>
  `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label[0]?.toLowerCase() ?? ''}${label.slice(1)}`;
