'use client';
import { Button, Input } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import type { RuleFinding, RuleLevel } from '@gatehouse/client-rules';
import { Badge } from '../badge';
import styles from './redirect-uri-editor.module.css';
import { ROW_STATES, stateOfRow, type RowState, type UriRow } from './uri-list';
import type { UriPiece } from './uri-rules';

export interface RedirectUriRowProps {
  readonly label: string;
  readonly row: UriRow;
  /** Those of the text as it was a moment ago; undefined as long as there are none. */
  readonly findings: readonly RuleFinding[] | undefined;
  /** Whether the findings are those of the text as it is now. */
  readonly isJudged: boolean;
  readonly pieces: readonly UriPiece[];
  readonly isStored: boolean;
  readonly focused: boolean;
  readonly tools: ((uri: string, isStored: boolean) => ReactNode) | undefined;
  readonly onType: (text: string) => void;
  readonly onPaste: (text: string) => void;
  readonly onRemove: () => void;
}

export function RedirectUriRow(props: RedirectUriRowProps) {
  const { label, row, findings, isJudged, pieces, isStored, focused, tools, onType, onPaste, onRemove } = props;
  const remarks = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  const state = findings && stateOfRow(row.text, findings);
  const isInvalid = isJudged && state === 'error';
  return (
    <li className={styles['row']} data-state={state}>
      <div className={styles['line']}>
        <Input
          ref={input}
          className={styles['input'] ?? ''}
          withAria={false}
          error={isInvalid}
          aria-label={label}
          aria-invalid={isInvalid || undefined}
          aria-describedby={remarks}
          value={row.text}
          placeholder="https://client.example/callback"
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          dir="ltr"
          onChange={(event) => onType(event.currentTarget.value)}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text/plain');
            // A paste into the middle of a text is the person's own business.
            const { selectionStart, selectionEnd, value } = event.currentTarget;
            if (selectionStart !== 0 || selectionEnd !== value.length) return;
            event.preventDefault();
            onPaste(text);
          }}
        />
        <div className={styles['tools']}>
          {row.text !== '' && tools?.(row.text, isStored)}
          <Button variant="default" size="xs" onClick={onRemove} aria-label={`Remove ${label.toLowerCase()}`}>
            Remove
          </Button>
        </div>
      </div>
      <Pieces pieces={pieces} isStored={isStored} />
      <div id={remarks} className={styles['remarks']} aria-live="polite">
        {state && <State state={state} />}
        {row.trimmed && <p className={styles['said']}>Spaces at the ends of what you pasted were taken off.</p>}
        {findings?.map((finding, index) => (
          <Finding key={`${finding.rule} ${index}`} finding={finding} onFix={onType} />
        ))}
      </div>
    </li>
  );
}

function Pieces({ pieces, isStored }: Pick<RedirectUriRowProps, 'pieces' | 'isStored'>) {
  if (pieces.length === 0) return null;
  return (
    <dl className={styles['pieces']}>
      {pieces.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="ltr">{value}</dd>
        </div>
      ))}
      {!isStored && (
        <div className={styles['unsaved']}>
          <dt className="gh-hidden">State</dt>
          <dd>
            <Badge tone="note">not saved yet</Badge>
          </dd>
        </div>
      )}
    </dl>
  );
}

const SIGNS: Readonly<Record<RowState, string>> = {
  empty: 'M6 12h12',
  fine: 'M5 13l4 4L19 7',
  info: 'M12 11v6M12 7v.5',
  warning: 'M12 6v8M12 17.5v.5',
  error: 'M7 7l10 10M17 7L7 17',
};

function State({ state }: { readonly state: RowState }) {
  return (
    <p className={styles['state']} data-state={state}>
      <svg viewBox="0 0 24 24" width="14" height="14" fill="none" stroke="currentColor" strokeWidth="2.5" aria-hidden>
        <path d={SIGNS[state]} />
      </svg>
      {ROW_STATES[state]}
    </p>
  );
}

const LEVELS: Readonly<Record<RuleLevel, 'bad' | 'doubt' | 'note'>> = { error: 'bad', warning: 'doubt', info: 'note' };

function Finding({ finding, onFix }: { readonly finding: RuleFinding; readonly onFix: (text: string) => void }) {
  const { rule, level, message, fix, replacement } = finding;
  return (
    <div className={styles['finding']} data-rule={rule}>
      <Badge tone={LEVELS[level]}>{rule}</Badge>
      <div>
        <p>
          {message} {fix && <span className={styles['fix']}>{fix}</span>}
        </p>
        {replacement !== undefined && (
          <button type="button" className={styles['replace']} onClick={() => onFix(replacement)}>
            Change it to <code dir="ltr">{replacement}</code>
          </button>
        )}
      </div>
    </div>
  );
}
