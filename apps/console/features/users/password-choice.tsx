'use client';
import { PasswordInput, Radio } from '@mantine/core';
import type { UseFormRegisterReturn } from 'react-hook-form';
import styles from './users.module.css';

/** Where a new password comes from. */
export type PasswordSource = 'generated' | 'typed' | 'none';

const SOURCES: readonly { readonly value: PasswordSource; readonly label: string; readonly description: string }[] = [
  { value: 'generated', label: 'Generate one', description: 'Four groups of five characters, shown to you once.' },
  { value: 'typed', label: 'Type one', description: 'At least 15 characters. No rules about digits or symbols.' },
  { value: 'none', label: 'No password', description: 'The user cannot sign in until there is one.' },
];

export interface PasswordChoiceProps {
  readonly sources: readonly PasswordSource[];
  readonly source: PasswordSource;
  readonly onSource: (source: PasswordSource) => void;
  readonly field: UseFormRegisterReturn;
  readonly error?: string | undefined;
}

/** A password that is generated, typed, or left out. */
export function PasswordChoice({ sources, source, onSource, field, error }: PasswordChoiceProps) {
  return (
    <>
      <Radio.Group label="Password" value={source} onChange={(chosen) => onSource(chosen as PasswordSource)}>
        <div className={styles['group']}>
          {SOURCES.filter(({ value }) => sources.includes(value)).map(({ value, label, description }) => (
            <Radio key={value} value={value} label={label} description={description} />
          ))}
        </div>
      </Radio.Group>
      {source === 'typed' && (
        <PasswordInput label="New password" autoComplete="new-password" withAsterisk {...field} error={error} />
      )}
    </>
  );
}
