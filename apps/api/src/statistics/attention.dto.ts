/** What the admin API answers about things that need somebody. Times are epoch milliseconds. */
import { IsIn, IsString } from 'class-validator';
import { Describe, Nullable, Part, Parts, Time } from '../http/admin/schema';

export const ATTENTION_KINDS = [
  'secret_expires',
  'secret_expired',
  'signing_key_due',
  'signing_key_overdue',
  'client_grade',
  'client_refusals',
  'audit_faulty',
  'audit_unverified',
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** The most urgent first. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ATTENTION_TARGETS = ['client', 'client_secret', 'signing_key', 'audit'] as const;

/** What it is about. */
export class AttentionTargetAnswer {
  @IsIn(ATTENTION_TARGETS)
  kind!: (typeof ATTENTION_TARGETS)[number];

  @IsString()
  id!: string;

  @Describe('What it is called; of a secret, its client.')
  @IsString()
  name!: string;
}

export class AttentionItemAnswer {
  @IsIn(ATTENTION_KINDS)
  kind!: AttentionKind;

  @IsIn(SEVERITIES)
  severity!: Severity;

  @Part(() => AttentionTargetAnswer)
  target!: AttentionTargetAnswer;

  @Nullable()
  @IsString()
  client_id!: string | null;

  @Describe('What is the matter and what to do, in a sentence or two.')
  @IsString()
  message!: string;

  @Describe('Since when it is so; null when that is not known.')
  @Nullable()
  @Time()
  since!: number | null;

  @Describe('By when something will happen, or has to.')
  @Nullable()
  @Time()
  until!: number | null;
}

export class AttentionAnswer {
  @Time()
  at!: number;

  @Describe('The most urgent first, 50 at most; empty when nothing needs anybody.')
  @Parts(() => AttentionItemAnswer)
  items!: AttentionItemAnswer[];
}
