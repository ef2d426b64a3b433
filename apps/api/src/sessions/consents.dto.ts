/** What the admin API answers about consents. Times in epoch milliseconds. */
import { IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../http/admin/paging';
import { Describe, Nullable, Parts, Time } from '../http/admin/schema';

const STATES = ['live', 'revoked'] as const;
const LONGEST_TEXT = 255;

export class ConsentQuery extends PageQuery {
  @Describe('This or `client_id` is needed.')
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  user_id?: string;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  client_id?: string;

  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];
}

export class ConsentAnswer {
  @IsString()
  self!: string;

  @IsString()
  id!: string;

  @IsString()
  user_id!: string;

  @Describe('Null when the user was deleted.')
  @Nullable()
  @IsString()
  username!: string | null;

  @IsString()
  client_id!: string;

  @Describe('Scopes of OpenID Connect as they are, those of an API behind its identifier.')
  @IsArray()
  @IsString({ each: true })
  scope!: string[];

  @Describe('Identifiers of APIs.')
  @IsArray()
  @IsString({ each: true })
  resources!: string[];

  @IsIn(STATES)
  state!: (typeof STATES)[number];

  @Time()
  created_at!: number;

  @Describe('When the user last pressed Allow.')
  @Time()
  updated_at!: number;

  @Nullable()
  @Time()
  revoked_at!: number | null;
}

export class ConsentPageAnswer {
  @Parts(() => ConsentAnswer)
  items!: ConsentAnswer[];

  @Describe('There may be more even if this page is not full.')
  @Nullable()
  @IsString()
  next!: string | null;
}
