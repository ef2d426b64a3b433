'use client';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Definition } from './settings-data';
import styles from './settings.module.css';
import { secondsIn, spanText, type Unit, unitFor, UNITS, wholeNumber } from './units';

interface NumberFieldProps {
  readonly definition: Definition;
  /** NaN while what is typed is no number. */
  readonly value: number;
  readonly error: string | undefined;
  readonly readOnly: boolean;
  readonly onChange: (value: number) => void;
}

/** A number with its unit, its bounds, and the way back to the default. */
export function NumberField({ definition, value, error, readOnly, onChange }: NumberFieldProps) {
  const { title, type, default: initial, minimum, maximum } = definition;
  const isSpan = type === 'duration';
  const [shown, setShown] = useState(() => shownOf(value, isSpan));
  const worth = wholeNumber(shown.text) * (isSpan ? secondsIn(shown.unit) : 1);
  // Somebody discarded, or another value came: what is shown follows.
  const isOther = !Object.is(worth, value) && !Number.isNaN(value);
  const now = isOther ? shownOf(value, isSpan) : shown;
  const write = (text: string, unit: Unit) => {
    setShown({ text, unit });
    onChange(wholeNumber(text) * (isSpan ? secondsIn(unit) : 1));
  };
  const say = (bound: number) => (isSpan ? spanText(bound) : bound.toLocaleString('en-GB'));
  const bounds = minimum !== null && maximum !== null ? `${say(minimum)} to ${say(maximum)}.` : '';
  return (
    <div className={styles['number']}>
      <TextInput
        className={styles['amount'] ?? ''}
        label={title}
        description={`${bounds} By default ${say(initial)}.`}
        inputMode="numeric"
        value={now.text}
        error={error}
        readOnly={readOnly}
        onChange={(event) => write(event.currentTarget.value, now.unit)}
      />
      {isSpan && (
        <NativeSelect
          className={styles['unit'] ?? ''}
          aria-label={`Unit: ${title}`}
          value={now.unit}
          disabled={readOnly}
          onChange={(event) => write(now.text, event.currentTarget.value as Unit)}
          data={UNITS.map(({ name }) => name)}
        />
      )}
      {value !== initial && !readOnly && (
        <button type="button" className={styles['reset']} onClick={() => onChange(initial)}>
          Use {say(initial)}
          <span className="gh-hidden"> for: {title}</span>
        </button>
      )}
    </div>
  );
}

function shownOf(value: number, isSpan: boolean): { readonly text: string; readonly unit: Unit } {
  if (!isSpan) return { text: String(value), unit: 'seconds' };
  const unit = unitFor(value);
  return { text: String(value / secondsIn(unit)), unit };
}
