/** What the admin API takes and answers about signing keys. Times are in epoch milliseconds. */
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import {
  SIGNING_ALGORITHMS,
  SIGNING_KEY_STATES,
  type SigningAlgorithm,
  type SigningKeyState,
} from '@gatehouse/protocol';
import { Describe, Loose, Nullable, Parts, Time } from '../http/admin/schema';
import { KEY_ACTIONS, type KeyAction } from './key-guards';

export class AnnounceKeyBody {
  @IsIn(SIGNING_ALGORITHMS)
  algorithm!: SigningAlgorithm;
}

export class ChangeKeyBody {
  @Describe('Go on although it is too soon; needs a reason.')
  @IsOptional()
  @IsBoolean()
  force?: boolean;

  @Describe('For the audit log.')
  @IsOptional()
  @IsString()
  @MinLength(3)
  @MaxLength(500)
  reason?: string;
}

export class EmergencyKeyBody {
  @IsIn(SIGNING_ALGORITHMS)
  algorithm!: SigningAlgorithm;

  @Describe('For the audit log.')
  @IsString()
  @MinLength(3)
  @MaxLength(500)
  reason!: string;
}

/** Whether something may be done with a key now. */
export class KeyActionAnswer {
  @IsIn(KEY_ACTIONS)
  action!: KeyAction;

  @IsBoolean()
  allowed!: boolean;

  @Describe('Not allowed yet, but `force` with a `reason` goes on all the same.')
  @IsBoolean()
  forcible!: boolean;

  @Describe('Why it is not allowed, or what will follow.')
  @IsString()
  reason!: string;

  @Nullable()
  @Time()
  allowed_from!: number | null;
}

export class SigningKeyAnswer {
  @IsString()
  self!: string;

  @IsString()
  kid!: string;

  @IsIn(SIGNING_ALGORITHMS)
  algorithm!: SigningAlgorithm;

  @IsInt()
  generation!: number;

  @Describe(
    'Announced (next), signing (active), published for what it signed (retiring), gone from the key set (retired).',
  )
  @IsIn(SIGNING_KEY_STATES)
  state!: SigningKeyState;

  @Describe('It is in the key set that relying parties fetch.')
  @IsBoolean()
  published!: boolean;

  @Time()
  created_at!: number;

  @Nullable()
  @Time()
  activated_at!: number | null;

  @Nullable()
  @Time()
  retiring_at!: number | null;

  @Nullable()
  @Time()
  retired_at!: number | null;

  @Nullable()
  @Time()
  revoked_at!: number | null;

  @Describe('By when the last token that it signed has expired; null while it may still sign.')
  @Nullable()
  @Time()
  tokens_end_by!: number | null;

  @Describe('The public half.')
  @Loose()
  public_jwk!: Record<string, unknown>;

  @Parts(() => KeyActionAnswer)
  actions!: KeyActionAnswer[];
}

export class SigningKeysAnswer {
  @Parts(() => SigningKeyAnswer)
  items!: SigningKeyAnswer[];
}
