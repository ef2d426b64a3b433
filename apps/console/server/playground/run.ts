/** A run of the playground: everything that it knows, tokens included. It never leaves this process. */
import 'server-only';
import type { AdminApiComponents } from '@gatehouse/contracts';
import type { ConsoleSession } from '../sessions';
import type { ClientProof } from './client-proof';
import type { IssuerMetadata } from './issuer';
import type { Flow, Mistake, MistakeView, StepId, StepView } from './run-view';

export type RunClient = AdminApiComponents['schemas']['ClientAnswer'];

export const RUN_LIFETIME = 15 * 60_000;

export interface TemporarySecret {
  readonly id: string;
}

/** What a person or a client was given in this run. */
export interface RunTokens {
  access?: string | undefined;
  refresh?: string | undefined;
  /** The one that the present one replaced. */
  previousRefresh?: string | undefined;
  id?: string | undefined;
}

export interface Run {
  readonly id: string;
  /** Only it may see and drive the run. */
  readonly session: ConsoleSession;
  readonly flow: Flow;
  readonly client: RunClient;
  readonly metadata: IssuerMetadata;
  readonly proof: ClientProof;
  readonly temporarySecret: TemporarySecret | undefined;
  /** What was asked for, without what was made for the run. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly state: string;
  readonly nonce: string | undefined;
  readonly codeVerifier: string | undefined;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly authorizationUrl: string | undefined;
  /** Values that were made for the run and are in its address anyway. */
  readonly made: Readonly<Record<string, string>>;
  readonly steps: Map<StepId, StepView>;
  readonly madeMistakes: MistakeView[];
  readonly tokens: RunTokens;
  code: string | undefined;
  /** When the answer came to the redirect URI; epoch milliseconds. */
  answeredAt: number | undefined;
  /** Of the ID token. */
  idClaims: Readonly<Record<string, unknown>> | undefined;
  /** An action is under way; a second would meet half of its work. */
  busy: boolean;
  changes: number;
}

export const valueOf = ({ parameters }: Pick<Run, 'parameters'>, name: string): string | undefined =>
  parameters.find(([each]) => each === name)?.[1];

export const stateOf = (run: Run, id: StepId): StepView['state'] | undefined => run.steps.get(id)?.state;

/** Puts what is known of a step in the place of what was known. */
export function tell(run: Run, step: StepView): void {
  run.steps.set(step.id, step);
  run.changes += 1;
}

export const wasMade = (run: Run, mistake: Mistake): boolean =>
  run.madeMistakes.some((made) => made.mistake === mistake);

/** Values of this run that no pattern would recognise. */
export function secretsOf({ proof, codeVerifier, code, tokens }: Run): string[] {
  const { access, refresh, previousRefresh, id } = tokens;
  return [...proof.secrets, codeVerifier, code, access, refresh, previousRefresh, id].filter(
    (each) => each !== undefined,
  );
}
