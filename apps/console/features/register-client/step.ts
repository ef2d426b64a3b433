/** What every screen of the wizard is given. */
import type { Wizard } from './use-draft';

export interface StepProps extends Wizard {
  /** What is wrong with a field, once somebody tried to go on. */
  readonly fault: (field: string) => string | undefined;
}
