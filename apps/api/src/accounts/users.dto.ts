/** What the admin API takes and answers about people. Times in epoch milliseconds. No password ever goes out. */
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import { ROLES, type Role } from '@gatehouse/identity';
import { PageQuery } from '../http/admin/paging';
import { TimeParameter } from '../http/admin/parameters';
import { Describe, Loose, Nullable, Part, Parts, Time } from '../http/admin/schema';

const STATES = ['enabled', 'disabled'] as const;
const LONGEST_TEXT = 512;
/** In characters; the policy says so more kindly from 257 on. */
const LONGEST_PASSWORD = 2_048;

export class UserQuery extends PageQuery {
  @Describe('The beginning of a username, of an e-mail address, or (8 digits or more) of an id.')
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  search?: string;

  @IsOptional()
  @IsIn(STATES)
  state?: 'enabled' | 'disabled';

  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @Describe('Made at or after this time.')
  @IsOptional()
  @TimeParameter()
  created_from?: number;

  @Describe('Made at or before this time.')
  @IsOptional()
  @TimeParameter()
  created_to?: number;
}

export class CreateUserBody {
  @IsString()
  @MaxLength(LONGEST_TEXT)
  username!: string;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  email?: string | null;

  @Describe('Whether it is known that mail arrives there; false when left out.')
  @IsOptional()
  @IsBoolean()
  email_verified?: boolean;

  @Describe(
    'Left out, the user has none and cannot sign in with one. The same rules as for people who choose their own.',
  )
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  password?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ROLES.length)
  @IsIn(ROLES, { each: true })
  roles?: Role[];

  @Describe('Standard claims of OpenID Connect Core §5.1 beyond username and e-mail address.')
  @IsOptional()
  @Loose()
  claims?: Record<string, unknown>;
}

/** RFC 7396: what is left out stays, null removes. */
export class UpdateUserBody {
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  username?: string;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  email?: string | null;

  @Describe('A new address is unverified unless this says otherwise.')
  @IsOptional()
  @IsBoolean()
  email_verified?: boolean;

  @IsOptional()
  @Loose()
  claims?: Record<string, unknown> | null;
}

export class UserPasswordBody {
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  password!: string;
}

export class UserRolesBody {
  @Describe('All roles that the user is to have.')
  @IsArray()
  @ArrayMaxSize(ROLES.length)
  @IsIn(ROLES, { each: true })
  roles!: Role[];
}

export class UserAnswer {
  @IsString()
  self!: string;

  @Describe('Also the `sub` of tokens.')
  @IsString()
  id!: string;

  @IsString()
  username!: string;

  @Nullable()
  @IsString()
  email!: string | null;

  @IsBoolean()
  email_verified!: boolean;

  @Loose()
  claims!: Record<string, unknown>;

  @IsArray()
  @IsIn(ROLES, { each: true })
  roles!: Role[];

  @IsIn(STATES)
  state!: 'enabled' | 'disabled';

  @Nullable()
  @Time()
  disabled_at!: number | null;

  @IsBoolean()
  has_password!: boolean;

  @Describe('Null when there never was one, or nobody noted it then.')
  @Nullable()
  @Time()
  password_changed_at!: number | null;

  @Describe('Everything issued for the user up to then is revoked.')
  @Nullable()
  @Time()
  tokens_revoked_before!: number | null;

  @Time()
  created_at!: number;

  @Time()
  updated_at!: number;
}

/** An answer to a change that may have ended what was issued. */
export class ChangedUserAnswer extends UserAnswer {
  @Describe('Of the revocation that came with the change, if one did.')
  @Nullable()
  @IsString()
  revocation_id!: string | null;
}

export class BoundedCountAnswer {
  @Describe('Up to a hundred.')
  @IsInt()
  count!: number;

  @Describe('There may be more than `count`.')
  @IsBoolean()
  more!: boolean;
}

export class SignInLockAnswer {
  @Describe('To sign in as this user, from anywhere, within the hour that is counted.')
  @IsInt()
  attempts!: number;

  @Describe('Until then nobody can sign in as this user, from anywhere; null while they can.')
  @Nullable()
  @Time()
  locked_until!: number | null;
}

export class UserDetailAnswer extends UserAnswer {
  @Describe('Browsers in which the user is signed in. Not part of the entity tag.')
  @Part(() => BoundedCountAnswer)
  live_sessions!: BoundedCountAnswer;

  @Describe('Clients that the user allows. Not part of the entity tag.')
  @Part(() => BoundedCountAnswer)
  live_consents!: BoundedCountAnswer;

  @Describe('Not part of the entity tag.')
  @Part(() => SignInLockAnswer)
  sign_in!: SignInLockAnswer;
}

export class UserPageAnswer {
  @Parts(() => UserAnswer)
  items!: UserAnswer[];

  @Describe('There may be more even if this page is not full.')
  @Nullable()
  @IsString()
  next!: string | null;
}
