'use client';
import { NativeSelect, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { duration } from '../../../ui/time';
import styles from '../fields.module.css';
import { secondsOf, UNITS, unitOf } from './lifetime';

export interface LifetimeFieldProps {
  readonly name: string;
  /** Seconds; null = inherited. */
  readonly value: number | null;
  /** Seconds that apply when nothing is typed; undefined = no limit. */
  readonly inherited: number | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: number | null) => void;
}

/** An amount and its unit. An empty amount inherits. */
export function LifetimeField({ name, value, inherited, error, onChange }: LifetimeFieldProps) {
  const message = useId();
  const [unit, setUnit] = useState(() => unitOf(value ?? inherited ?? 60));
  const placeholder = inherited === undefined ? 'no limit' : String(inherited / unit);
  return (
    <>
      <div className={styles['lifetime']}>
        <TextInput
          className={styles['amount'] ?? ''}
          type="number"
          min={0}
          aria-label={`${name}: amount`}
          aria-describedby={error === undefined ? undefined : message}
          placeholder={placeholder}
          value={value === null ? '' : value / unit}
          error={error !== undefined}
          onChange={(event) => onChange(secondsOf(event.currentTarget.value, unit))}
        />
        <NativeSelect
          className={styles['unit'] ?? ''}
          aria-label={`${name}: unit`}
          value={String(unit)}
          data={UNITS.map(({ seconds, name: label }) => ({ value: String(seconds), label }))}
          onChange={(event) => {
            const next = Number(event.currentTarget.value);
            setUnit(next);
            if (value !== null) onChange((value / unit) * next);
          }}
        />
        {value !== null && <span className={styles['hint']}>{duration(value)}</span>}
      </div>
      {error !== undefined && (
        <p id={message} className={styles['error']}>
          {error}
        </p>
      )}
    </>
  );
}
