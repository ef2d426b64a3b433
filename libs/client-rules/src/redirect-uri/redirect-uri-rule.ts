/** What the rules for redirect URIs share: their options, and how they report. */
import type { RuleLevel } from '../rule-finding';
import type { ApplicationType } from '../vocabulary';

export interface RedirectUriCheckOptions {
  applicationType: ApplicationType;
  /** Where the URI stands; put before every finding. Default: the root. */
  path?: readonly (string | number)[];
  /** Whether an https host of a native client was found to name it in its association file; left out: not looked at. */
  hasAssociationFile?: boolean;
}

/** Builds a finding; rule functions share it. */
export interface Report {
  (rule: string, level: RuleLevel, message: string, fix?: string, replacement?: string): void;
}
