/** What one check of the doctor found. */

export type FindingState =
  | 'ok'
  /** Works, but somebody should look at it. */
  | 'warning'
  /** Does not work. */
  | 'broken'
  /** Could not be looked at; the detail says why. */
  | 'skipped';

export interface Finding {
  /** Stable; what scripts look for. */
  readonly check: string;
  readonly state: FindingState;
  /** What was seen, in a sentence. */
  readonly detail: string;
  /** What to do about it. */
  readonly fix?: string;
}

export function finding(check: string, state: FindingState, detail: string, fix?: string): Finding {
  return { check, state, detail, ...(fix === undefined ? {} : { fix }) };
}
