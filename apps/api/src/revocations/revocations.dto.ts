/** What the admin API takes and answers about revocations. Times are epoch milliseconds. */
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import {
  REVOCATION_CAUSES,
  REVOCATION_EVENTS,
  REVOCATION_MEMBER_STATES,
  REVOCATION_STATES,
  TOKEN_KINDS,
  type RevocationCause,
  type RevocationEventName,
  type RevocationMemberState,
  type RevocationState,
  type TokenKind,
} from '@gatehouse/protocol';
import { PageQuery } from '../http/admin/paging';
import { FlagParameter } from '../http/admin/parameters';
import { Describe, Loose, Nullable, Part, Parts, Time } from '../http/admin/schema';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isId = { message: 'must be an id' };

/** What an event is about. Which of these it needs, its name says. */
export class RevocationAbout {
  @Describe('For `token` and `descendants`.')
  @IsOptional()
  @Matches(ID, isId)
  token_id?: string;

  @Describe('For `family`.')
  @IsOptional()
  @Matches(ID, isId)
  family_id?: string;

  @Describe('For `consent`.')
  @IsOptional()
  @Matches(ID, isId)
  consent_id?: string;

  @Describe('For `session`.')
  @IsOptional()
  @Matches(ID, isId)
  session_id?: string;

  @Describe('For `user`, `user_at_client`, `password_changed`, `user_disabled` and `user_deleted`.')
  @IsOptional()
  @Matches(ID, isId)
  user_id?: string;

  @Describe('For `client`, `user_at_client`, `client_disabled`, `client_deleted` and `secret_leaked`.')
  @IsOptional()
  @IsString()
  @Length(1, 255)
  client_id?: string;

  @Describe('For `secret_leaked`.')
  @IsOptional()
  @Matches(ID, isId)
  secret_id?: string;

  @Describe('For `signing_key`.')
  @IsOptional()
  @IsString()
  @Length(1, 64)
  key_id?: string;

  @Describe('For `filter`: what `GET /admin/v1/tokens` filters by, with numbers as numbers.')
  @IsOptional()
  @Loose()
  filter?: Record<string, unknown>;
}

export class PreviewRevocationBody extends RevocationAbout {
  @Describe('docs/revocation.md says what each one ends.')
  @IsIn(REVOCATION_EVENTS)
  event!: RevocationEventName;
}

export class CommitRevocationBody {
  @Matches(ID, isId)
  preview_id!: string;

  @Describe('Why, in one word.')
  @IsIn(REVOCATION_CAUSES.filter((cause) => cause !== 'consequence'))
  reason_code!: RevocationCause;

  @Describe('Why, in a sentence for whoever reads the audit log.')
  @IsString()
  @Length(1, 1_000)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;

  @Describe('The number of tokens that the preview counted; needed above 1,000.')
  @IsOptional()
  @IsString()
  @MaxLength(16)
  confirm?: string;

  @Describe('Take along what has joined the set since the preview, instead of being refused.')
  @IsOptional()
  @IsBoolean()
  include_added?: boolean;
}

export class RevocationListQuery extends PageQuery {
  @Describe('Also those that were only previewed.')
  @IsOptional()
  @FlagParameter()
  previews?: boolean;
}

export class RevocationMembersQuery extends PageQuery {
  @IsOptional()
  @IsIn(REVOCATION_MEMBER_STATES)
  state?: RevocationMemberState;
}

export class RevocationActorAnswer {
  @IsString()
  kind!: string;

  @Nullable()
  @IsString()
  id!: string | null;
}

/** Tokens by kind. */
export class RevocationKindsAnswer {
  @IsInt()
  authorization_code!: number;

  @IsInt()
  access_token!: number;

  @IsInt()
  refresh_token!: number;

  @IsInt()
  id_token!: number;
}

export class RevocationJwtsAnswer {
  @Describe('JWT access tokens: verifiers that neither introspect nor follow the revocation feed go on accepting them.')
  @IsInt()
  count!: number;

  @Describe('When the last of them expires.')
  @Nullable()
  @Time()
  accepted_until!: number | null;
}

export class RevocationCountsAnswer {
  @IsInt()
  tokens!: number;

  @Part(() => RevocationKindsAnswer)
  by_kind!: RevocationKindsAnswer;

  @IsInt()
  users!: number;

  @IsInt()
  clients!: number;

  @IsInt()
  families!: number;

  @Describe('Signed-in browsers that are signed out with it.')
  @IsInt()
  sessions!: number;

  @Part(() => RevocationJwtsAnswer)
  jwt_access_tokens!: RevocationJwtsAnswer;
}

export class RevocationProgressAnswer {
  @Describe('Tokens that were revoked, or marked as revoked in the ledger.')
  @IsInt()
  done!: number;

  @Describe('Listed tokens that are still to come. Unless the state is `running`, they are dead already.')
  @IsInt()
  pending!: number;

  @Describe('Listed tokens that had died by themselves before.')
  @IsInt()
  gone!: number;
}

/** A preview, and after its commit the receipt. */
export class RevocationAnswer {
  @IsString()
  id!: string;

  @IsString()
  self!: string;

  @IsIn(REVOCATION_EVENTS)
  event!: RevocationEventName;

  @Part(() => RevocationAbout)
  about!: RevocationAbout;

  @Describe(
    '`previewed`; `running`: tokens of a filter are being revoked; `marking`: everything is dead, lists and searches are ' +
      'catching up; `stopped`; `finished`.',
  )
  @IsIn(REVOCATION_STATES)
  state!: RevocationState;

  @Time()
  created_at!: number;

  @Part(() => RevocationActorAnswer)
  created_by!: RevocationActorAnswer;

  @Describe('Until when the preview can be committed.')
  @Nullable()
  @Time()
  expires_at!: number | null;

  @Nullable()
  @Time()
  committed_at!: number | null;

  @Nullable()
  @Part(() => RevocationActorAnswer)
  committed_by!: RevocationActorAnswer | null;

  @Nullable()
  @IsIn(REVOCATION_CAUSES)
  reason_code!: RevocationCause | null;

  @Nullable()
  @IsString()
  reason!: string | null;

  @Describe('As previewed, then as committed; null where a change was made without a preview.')
  @Nullable()
  @Part(() => RevocationCountsAnswer)
  counts!: RevocationCountsAnswer | null;

  @Describe('The set is larger than what is counted and listed.')
  @IsBoolean()
  members_truncated!: boolean;

  @Nullable()
  @Time()
  finished_at!: number | null;
}

export class RevocationReceiptAnswer extends RevocationAnswer {
  @Part(() => RevocationProgressAnswer)
  progress!: RevocationProgressAnswer;
}

export class RevocationPageAnswer {
  @Parts(() => RevocationAnswer)
  items!: RevocationAnswer[];

  @Nullable()
  @IsString()
  next!: string | null;
}

export class RevocationMemberAnswer {
  @IsString()
  token_id!: string;

  @IsIn(TOKEN_KINDS)
  kind!: TokenKind;

  @IsIn(REVOCATION_MEMBER_STATES)
  state!: RevocationMemberState;
}

export class RevocationMemberPageAnswer {
  @IsArray()
  @Parts(() => RevocationMemberAnswer)
  items!: RevocationMemberAnswer[];

  @Nullable()
  @IsString()
  next!: string | null;
}
