import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A counter of attempts to sign in. */
export interface SignInAttemptRow {
  counted: Buffer;
  attempts: number;
  window_started_at: number;
}

export function signInAttemptEntity(columns: Columns): EntitySchema<SignInAttemptRow> {
  return new EntitySchema<SignInAttemptRow>({
    name: 'sign_in_attempt',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      counted: { ...columns.digest, primary: true },
      attempts: { ...columns.integer },
      window_started_at: { ...columns.time },
    },
    indices: [{ name: 'sign_in_attempt_window', columns: ['window_started_at'] }],
  });
}
