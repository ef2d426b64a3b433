/** What the admin API takes and answers about APIs and their scopes. Lifetimes in seconds, times in epoch milliseconds. */
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { ACCESS_TOKEN_FORMATS, SIGNING_ALGORITHMS } from '@gatehouse/protocol';
import { PageQuery } from '../http/admin/paging';
import { FlagParameter } from '../http/admin/parameters';
import { Describe, Nullable, Parts, Time } from '../http/admin/schema';

const MOST_SCOPES = 500;

export class ApiScopeDto {
  @IsString()
  @MinLength(1)
  @MaxLength(255)
  name!: string;

  @Describe('What people read when a client asks for it.')
  @IsString()
  @MaxLength(500)
  description!: string;
}

export class ApiSettingsBody {
  @Describe('`jwt` (RFC 9068) or `opaque`.')
  @IsOptional()
  @IsIn(ACCESS_TOKEN_FORMATS)
  access_token_format?: (typeof ACCESS_TOKEN_FORMATS)[number] | null;

  @IsOptional()
  @IsInt()
  @Min(30)
  @Max(86_400)
  access_token_lifetime?: number | null;

  @IsOptional()
  @IsIn(SIGNING_ALGORITHMS)
  access_token_signing_alg?: (typeof SIGNING_ALGORITHMS)[number] | null;

  @Describe('The whole list: a scope that is left out is removed.')
  @IsOptional()
  @Parts(() => ApiScopeDto)
  @ArrayMaxSize(MOST_SCOPES)
  scopes?: ApiScopeDto[] | null;
}

export class CreateApiBody extends ApiSettingsBody {
  @Describe('An absolute URI without fragment: what clients send as `resource`, and the audience of tokens.')
  @IsString()
  @MaxLength(500)
  identifier!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(255)
  name!: string;
}

/** RFC 7396: what is left out stays, null brings the default back. */
export class UpdateApiBody extends ApiSettingsBody {
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(255)
  name?: string | null;
}

export class PutScopeBody {
  @Describe('What people read when a client asks for it.')
  @IsString()
  @MaxLength(500)
  description!: string;
}

export class ApiQuery extends PageQuery {
  @Describe('The one API of this identifier.')
  @IsOptional()
  @IsString()
  @MaxLength(500)
  identifier?: string;

  @IsOptional()
  @IsIn(['enabled', 'disabled'])
  state?: 'enabled' | 'disabled';
}

export class ForceQuery {
  @Describe('Goes on although clients use it: they keep the words, which mean nothing any more.')
  @IsOptional()
  @FlagParameter()
  force: boolean = false;
}

export class ApiAnswer {
  @IsString()
  self!: string;

  @IsString()
  identifier!: string;

  @IsString()
  name!: string;

  @IsIn(['enabled', 'disabled'])
  state!: 'enabled' | 'disabled';

  @Describe('Part of Gatehouse: it can be neither changed nor deleted.')
  @IsBoolean()
  built_in!: boolean;

  @IsIn(ACCESS_TOKEN_FORMATS)
  access_token_format!: string;

  @IsInt()
  access_token_lifetime!: number;

  @IsIn(SIGNING_ALGORITHMS)
  access_token_signing_alg!: string;

  @Parts(() => ApiScopeDto)
  scopes!: ApiScopeDto[];

  @Nullable()
  @Time()
  disabled_at!: number | null;

  @Time()
  created_at!: number;

  @Time()
  updated_at!: number;
}

export class ApiPageAnswer {
  @Parts(() => ApiAnswer)
  items!: ApiAnswer[];

  @Nullable()
  @IsString()
  next!: string | null;
}
