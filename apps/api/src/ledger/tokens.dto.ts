/** What the admin API takes and answers about issued tokens. Times in epoch milliseconds; never a token. */
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches } from 'class-validator';
import { STATE_FILTERS, TOKEN_STATES, type StateFilter, type TokenState } from '@gatehouse/persistence';
import { REVOCATION_REASONS, TOKEN_KINDS, type RevocationReason, type TokenKind } from '@gatehouse/protocol';
import { PageQuery } from '../http/admin/paging';
import { TimeParameter } from '../http/admin/parameters';
import { Describe, Loose, Nullable, Part, Parts, Time } from '../http/admin/schema';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isId = { message: 'must be an id' };
const LONGEST_TEXT = 512;

/** Newest or oldest first. Issue is the one order in which the ledger can be read at any size. */
export const TOKEN_SORTS = ['-issued_at', 'issued_at'] as const;

export class TokenQuery extends PageQuery {
  @Describe('The `jti` of a JWT; what an opaque token carries inside.')
  @IsOptional()
  @Matches(ID, isId)
  token_id?: string;

  @IsOptional()
  @IsString()
  @Length(1, 255)
  client_id?: string;

  @Describe('The id of a user; the id of a client for tokens without one.')
  @IsOptional()
  @IsString()
  @Length(1, 255)
  subject?: string;

  @IsOptional()
  @Matches(ID, isId)
  session_id?: string;

  @IsOptional()
  @Matches(ID, isId)
  family_id?: string;

  @IsOptional()
  @Matches(ID, isId)
  consent_id?: string;

  @IsOptional()
  @IsIn(TOKEN_KINDS)
  kind?: TokenKind;

  @IsOptional()
  @IsString()
  @Length(1, 255)
  grant_type?: string;

  @Describe('One word of the scope.')
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_TEXT)
  scope?: string;

  @Describe('One of the audiences, exactly.')
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_TEXT)
  audience?: string;

  @Describe('The address that it was issued to, exactly.')
  @IsOptional()
  @IsString()
  @Length(1, 64)
  ip?: string;

  @Describe('`reused` is a mark beside the state: presented again after its use.')
  @IsOptional()
  @IsIn(STATE_FILTERS)
  state?: StateFilter;

  @IsOptional()
  @TimeParameter()
  issued_from?: number;

  @IsOptional()
  @TimeParameter()
  issued_to?: number;

  @IsOptional()
  @TimeParameter()
  expires_from?: number;

  @IsOptional()
  @TimeParameter()
  expires_to?: number;

  @IsOptional()
  @IsIn(TOKEN_SORTS)
  sort: (typeof TOKEN_SORTS)[number] = '-issued_at';
}

export class LookupTokenBody {
  @Describe('`jti` of a JWT; of an opaque token, the first 16 bytes behind its prefix, as a UUID.')
  @Matches(ID, isId)
  id!: string;

  @Describe('SHA-256 of the whole token in hexadecimal, worked out where it was pasted.')
  @Matches(/^[0-9a-f]{64}$/, { message: 'must be 64 lower-case hexadecimal digits' })
  digest!: string;
}

export class TokenAnswer {
  @IsString()
  self!: string;

  @IsString()
  id!: string;

  @IsIn(TOKEN_KINDS)
  kind!: TokenKind;

  @IsIn(['jwt', 'opaque'])
  format!: 'jwt' | 'opaque';

  @Describe(
    '`revoked`: ended before its time, itself or through what it hangs on; `used`: a code that was exchanged; ' +
      '`rotated`: a refresh token with a successor.',
  )
  @IsIn(TOKEN_STATES)
  state!: TokenState;

  @Describe('The check at which it fails now, such as `session_ended`; null while it stands.')
  @Nullable()
  @IsString()
  ended_by!: string | null;

  @IsString()
  client_id!: string;

  @Describe('The id of a user; the id of the client for tokens without one.')
  @IsString()
  subject!: string;

  @Describe('Of the user. Null without one, and for whoever may not see users.')
  @Nullable()
  @IsString()
  username!: string | null;

  @Describe('The approval that it descends from.')
  @Nullable()
  @IsString()
  family_id!: string | null;

  @Nullable()
  @IsString()
  session_id!: string | null;

  @Nullable()
  @IsString()
  consent_id!: string | null;

  @Describe('The code or refresh token that it was exchanged for.')
  @Nullable()
  @IsString()
  parent_id!: string | null;

  @Describe('The refresh token that replaced it.')
  @Nullable()
  @IsString()
  successor_id!: string | null;

  @Describe('Of a refresh token: how often it was rotated before.')
  @IsInt()
  generation!: number;

  @IsString()
  grant_type!: string;

  @IsArray()
  @IsString({ each: true })
  scope!: string[];

  @IsArray()
  @IsString({ each: true })
  audience!: string[];

  @Describe('The key that signed it.')
  @Nullable()
  @IsString()
  key_id!: string | null;

  @Describe('The first 12 digits of the SHA-256 of the token.')
  @IsString()
  digest_prefix!: string;

  @Time()
  issued_at!: number;

  @Time()
  expires_at!: number;

  @Describe('The address that it was issued to.')
  @Nullable()
  @IsString()
  ip!: string | null;

  @Describe('As it was sent.')
  @Nullable()
  @IsString()
  user_agent!: string | null;

  @Describe('When a code was exchanged.')
  @Nullable()
  @Time()
  used_at!: number | null;

  @Nullable()
  @Time()
  rotated_at!: number | null;

  @Describe('Of a refresh token that is not rotated: the last exchange.')
  @Nullable()
  @Time()
  last_used_at!: number | null;

  @Describe('When it was first presented again after its use.')
  @Nullable()
  @Time()
  reused_at!: number | null;

  @Describe('When the token itself was marked; what it hangs on may have ended before.')
  @Nullable()
  @Time()
  revoked_at!: number | null;

  @Nullable()
  @IsIn(REVOCATION_REASONS)
  revocation_reason!: RevocationReason | null;
}

export class TokenPageAnswer {
  @Parts(() => TokenAnswer)
  items!: TokenAnswer[];

  @Describe('There may be more even if this page is not full.')
  @Nullable()
  @IsString()
  next!: string | null;

  @Describe('Set when there may be more: everything issued between the start and this was looked at.')
  @Nullable()
  @Time()
  searched_back_to!: number | null;
}

export class LineageTokenAnswer extends TokenAnswer {
  @Describe('It went to another address than what it was exchanged for.')
  @IsBoolean()
  ip_changed!: boolean;

  @Describe('It went to another program than what it was exchanged for.')
  @IsBoolean()
  user_agent_changed!: boolean;

  @Describe('Milliseconds since the refresh token that it replaced; null for others.')
  @Nullable()
  @IsInt()
  rotation_gap!: number | null;
}

export class LineageSessionAnswer {
  @IsString()
  id!: string;

  @IsString()
  user_id!: string;

  @Time()
  auth_time!: number;

  @IsString()
  acr!: string;

  @IsArray()
  @IsString({ each: true })
  amr!: string[];

  @Time()
  started_at!: number;

  @Time()
  last_seen_at!: number;

  @Time()
  expires_at!: number;

  @Nullable()
  @Time()
  ended_at!: number | null;

  @Nullable()
  @IsString()
  end_reason!: string | null;

  @Nullable()
  @IsString()
  ip!: string | null;

  @Nullable()
  @IsString()
  user_agent!: string | null;
}

export class LineageConsentAnswer {
  @IsString()
  id!: string;

  @IsArray()
  @IsString({ each: true })
  scope!: string[];

  @IsArray()
  @IsString({ each: true })
  resources!: string[];

  @Time()
  created_at!: number;

  @Time()
  updated_at!: number;

  @Nullable()
  @Time()
  revoked_at!: number | null;
}

export class LineageFamilyAnswer {
  @IsString()
  id!: string;

  @IsString()
  client_id!: string;

  @IsArray()
  @IsString({ each: true })
  scope!: string[];

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

  @Describe('Why nothing more can be issued from it; null while it stands.')
  @Nullable()
  @IsString()
  ended_by!: string | null;

  @Nullable()
  @Time()
  revoked_at!: number | null;

  @Nullable()
  @IsIn(REVOCATION_REASONS)
  revocation_reason!: RevocationReason | null;
}

export class LineageAnswer {
  @Part(() => TokenAnswer)
  token!: TokenAnswer;

  @Describe('The sign-in. Null without a person, and when it was swept away.')
  @Nullable()
  @Part(() => LineageSessionAnswer)
  session!: LineageSessionAnswer | null;

  @Nullable()
  @Part(() => LineageConsentAnswer)
  consent!: LineageConsentAnswer | null;

  @Describe('The approval.')
  @Nullable()
  @Part(() => LineageFamilyAnswer)
  family!: LineageFamilyAnswer | null;

  @Describe('From the parent of the token upwards: at most 64.')
  @IsArray()
  @IsString({ each: true })
  ancestors!: string[];

  @Describe('Tokens of the family by kind.')
  @Loose()
  counts!: Record<string, number>;

  @Describe('There are more than were counted.')
  @IsBoolean()
  counts_capped!: boolean;

  @Describe('A page of the family in order of issue; `parent_id` makes the tree of it.')
  @Parts(() => LineageTokenAnswer)
  tokens!: LineageTokenAnswer[];

  @Nullable()
  @IsString()
  next!: string | null;
}
