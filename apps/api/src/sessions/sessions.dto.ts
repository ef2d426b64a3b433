/** What the admin API answers about signed-in browsers. Times in epoch milliseconds; never the cookie or its digest. */
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import { SESSION_END_REASONS, SESSION_STATES, type SessionEndReason, type SessionState } from '@gatehouse/identity';
import { REVOCATION_REASONS, type RevocationReason } from '@gatehouse/protocol';
import { PageQuery } from '../http/admin/paging';
import { TimeParameter } from '../http/admin/parameters';
import { Describe, Nullable, Part, Parts, Time } from '../http/admin/schema';

const LONGEST_TEXT = 255;

export class SessionQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  user_id?: string;

  @Describe('Sessions in which this client was approved.')
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  client_id?: string;

  @Describe('The address at the last sign-in, exactly.')
  @IsOptional()
  @IsString()
  @MaxLength(64)
  ip?: string;

  @IsOptional()
  @IsIn(SESSION_STATES)
  state?: SessionState;

  @Describe('One of the ways in which the user authenticated (RFC 8176), such as `pwd`.')
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  amr?: string;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  acr?: string;

  @Describe('Started at or after this time.')
  @IsOptional()
  @TimeParameter()
  started_from?: number;

  @Describe('Started at or before this time.')
  @IsOptional()
  @TimeParameter()
  started_to?: number;
}

export class SessionCountAnswer {
  @Describe('Up to a hundred.')
  @IsInt()
  count!: number;

  @Describe('There may be more than `count`.')
  @IsBoolean()
  more!: boolean;
}

export class SessionAnswer {
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

  @Describe('The session behind the access token of this very request.')
  @IsBoolean()
  own!: boolean;

  @Describe('`ended` by somebody, `expired` by the clock.')
  @IsIn(SESSION_STATES)
  state!: SessionState;

  @Time()
  started_at!: number;

  @Describe('When the user last proved who they are.')
  @Time()
  auth_time!: number;

  @IsString()
  acr!: string;

  @IsArray()
  @IsString({ each: true })
  amr!: string[];

  @Time()
  last_seen_at!: number;

  @Time()
  expires_at!: number;

  @Nullable()
  @Time()
  ended_at!: number | null;

  @Nullable()
  @IsIn(SESSION_END_REASONS)
  end_reason!: SessionEndReason | null;

  @Nullable()
  @IsString()
  ip!: string | null;

  @Describe('As the browser sent it.')
  @Nullable()
  @IsString()
  user_agent!: string | null;

  @Describe('Approvals in this session; each is a family of tokens.')
  @Part(() => SessionCountAnswer)
  families!: SessionCountAnswer;
}

export class SessionPageAnswer {
  @Parts(() => SessionAnswer)
  items!: SessionAnswer[];

  @Describe('There may be more even if this page is not full.')
  @Nullable()
  @IsString()
  next!: string | null;

  @Describe('Set when the search stopped before the page was full: everything that started after this was looked at.')
  @Nullable()
  @Time()
  searched_back_to!: number | null;
}

/** One approval in a session. */
export class SessionFamilyAnswer {
  @IsString()
  id!: string;

  @IsString()
  client_id!: string;

  @Nullable()
  @IsString()
  consent_id!: string | null;

  @IsArray()
  @IsString({ each: true })
  scope!: string[];

  @Describe('Identifiers of APIs.')
  @IsArray()
  @IsString({ each: true })
  resources!: string[];

  @Describe('With `offline_access`: it outlives a sign-out.')
  @IsBoolean()
  offline!: boolean;

  @Time()
  created_at!: number;

  @Time()
  expires_at!: number;

  @Nullable()
  @Time()
  revoked_at!: number | null;

  @Nullable()
  @IsIn(REVOCATION_REASONS)
  revocation_reason!: RevocationReason | null;
}

export const TIMELINE_EVENTS = [
  'started',
  'authenticated',
  'approved',
  'revoked',
  'last_seen',
  'ended',
  'expired',
] as const;

export class SessionEventAnswer {
  @Time()
  at!: number;

  @IsIn(TIMELINE_EVENTS)
  event!: (typeof TIMELINE_EVENTS)[number];

  @Describe('With `approved` and `revoked`.')
  @IsOptional()
  @IsString()
  family_id?: string;

  @IsOptional()
  @IsString()
  client_id?: string;

  @Describe('Why, with `revoked` and `ended`.')
  @IsOptional()
  @IsString()
  reason?: string;
}

export class SessionDetailAnswer extends SessionAnswer {
  @Describe('Codes, access and refresh tokens of this session that are good at this moment.')
  @Part(() => SessionCountAnswer)
  live_tokens!: SessionCountAnswer;

  @Describe('The newest approvals, newest first.')
  @Parts(() => SessionFamilyAnswer)
  newest_families!: SessionFamilyAnswer[];

  @Describe('What is known of the session, in order of time.')
  @Parts(() => SessionEventAnswer)
  timeline!: SessionEventAnswer[];
}
