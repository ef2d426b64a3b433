/** The kinds of client in words. */
import type { Client } from '../../ui/use-client';

export interface ApplicationTypeWords {
  readonly name: string;
  /** What is one. */
  readonly what: string;
}

export const APPLICATION_TYPES: Readonly<Record<Client['application_type'], ApplicationTypeWords>> = {
  web: { name: 'Web application', what: 'Runs on a server of yours, which can keep a secret.' },
  spa: { name: 'Single-page application', what: 'Runs in the browser, where nothing stays secret.' },
  native: { name: 'Native application', what: 'Installed on phones or computers.' },
  machine: { name: 'Machine', what: 'Acts for itself. No person signs in.' },
  device: { name: 'Device', what: 'A television or a command line: people approve on another screen.' },
  agent: { name: 'Agent', what: 'Acts for people later and on its own. They always see what it asks for.' },
};
