/** What the admin API takes and answers about secrets of clients. Times in epoch milliseconds. */
import { IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe, Nullable, Parts, Time } from '../http/admin/schema';

const YEAR = 366 * 86_400;

export class CreateSecretBody {
  @Describe('When it stops working; in the future. Left out or null, it does not end by itself.')
  @IsOptional()
  @Time()
  expires_at?: number | null;
}

export class RollSecretBody extends CreateSecretBody {
  @Describe('How long secrets that are live now go on working, in seconds; 0 ends them at once.')
  @IsInt()
  @Min(0)
  @Max(YEAR)
  overlap_seconds!: number;
}

export class UpdateSecretBody {
  @Describe('When it stops working; null = it does not end by itself. A time that has passed ends it at once.')
  @Nullable()
  @Time()
  expires_at!: number | null;
}

export class SecretAnswer {
  @IsString()
  self!: string;

  @IsString()
  id!: string;

  @IsIn(['live', 'expired'])
  state!: 'live' | 'expired';

  @Time()
  created_at!: number;

  @Nullable()
  @Time()
  expires_at!: number | null;

  @Describe('Within a minute. Null when it was never used. The marks of use are no part of the entity tag.')
  @Nullable()
  @Time()
  last_used_at!: number | null;

  @Nullable()
  @IsString()
  last_used_ip!: string | null;

  @Describe('How the client authenticated with it.')
  @Nullable()
  @IsString()
  last_used_method!: string | null;
}

export class SecretListAnswer {
  @Parts(() => SecretAnswer)
  items!: SecretAnswer[];

  @Describe('Always null: a client has few secrets.')
  @Nullable()
  @IsString()
  next!: string | null;
}
