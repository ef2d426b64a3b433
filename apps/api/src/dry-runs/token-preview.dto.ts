/** What the admin API takes and answers about tokens that are not issued. */
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import { Describe, Loose, Nullable, Part, Parts } from '../http/admin/schema';

export const PREVIEWED_GRANTS = ['authorization_code', 'client_credentials'] as const;

export class TokenPreviewBody {
  @IsIn(PREVIEWED_GRANTS)
  grant_type!: (typeof PREVIEWED_GRANTS)[number];

  @Describe('Who signs in and agrees: needed for `authorization_code`, and only there. Needs `users:read` as well.')
  @IsOptional()
  @IsString()
  @MaxLength(36)
  user_id?: string;

  @Describe('As the client would send it. Left out: all that the client is registered for.')
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  scope?: string;

  @Describe('Identifiers of APIs, as the client would send them.')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(2048, { each: true })
  resource?: string[];
}

export const CLAIM_ORIGINS = ['server', 'client', 'api', 'scope', 'person', 'sign_in', 'request'] as const;

export class ClaimOriginAnswer {
  @IsString()
  claim!: string;

  @Describe('Who or what decides its value.')
  @IsIn(CLAIM_ORIGINS)
  from!: (typeof CLAIM_ORIGINS)[number];

  @Describe('The scope that releases it, where that is what decides.')
  @Nullable()
  @IsString()
  scope!: string | null;

  @IsString()
  explanation!: string;

  @Describe('True when each token has a value of its own: what is shown is an example.')
  @IsBoolean()
  example!: boolean;
}

export class PreviewedTokenAnswer {
  @IsIn(['jwt', 'opaque'])
  format!: 'jwt' | 'opaque';

  @Describe('Seconds.')
  @IsInt()
  lifetime!: number;

  @IsArray()
  @IsString({ each: true })
  audience!: string[];

  @IsArray()
  @IsString({ each: true })
  scope!: string[];

  @Describe('The key that would sign it; null for an opaque token.')
  @Nullable()
  @IsString()
  key_id!: string | null;

  @Describe('Of a JWT its claims; of an opaque token what introspection would answer.')
  @Loose()
  claims!: Record<string, unknown>;

  @Parts(() => ClaimOriginAnswer)
  origins!: ClaimOriginAnswer[];
}

export class PreviewedUserinfoAnswer {
  @Loose()
  claims!: Record<string, unknown>;

  @Parts(() => ClaimOriginAnswer)
  origins!: ClaimOriginAnswer[];
}

export class PreviewedRefreshTokenAnswer {
  @Describe('Seconds for which it may lie unused.')
  @IsInt()
  lifetime!: number;
}

export class PreviewRefusalAnswer {
  @Describe('Stable id of the check that would refuse, the same as in a refused request.')
  @IsString()
  check!: string;

  @Describe('What is wrong, in a sentence.')
  @IsString()
  title!: string;

  @Describe('What to do about it.')
  @IsString()
  fix!: string;

  @IsString()
  error!: string;

  @IsString()
  error_description!: string;

  @Describe('What the check would have accepted.')
  @Loose()
  expected!: Record<string, unknown>;

  @Describe('What it was given instead.')
  @Loose()
  received!: Record<string, unknown>;
}

export class TokenPreviewAnswer {
  @Describe('Why nothing would be issued; then all the rest is null.')
  @Nullable()
  @Part(() => PreviewRefusalAnswer)
  refusal!: PreviewRefusalAnswer | null;

  @Nullable()
  @Part(() => PreviewedTokenAnswer)
  access_token!: PreviewedTokenAnswer | null;

  @Nullable()
  @Part(() => PreviewedTokenAnswer)
  id_token!: PreviewedTokenAnswer | null;

  @Nullable()
  @Part(() => PreviewedRefreshTokenAnswer)
  refresh_token!: PreviewedRefreshTokenAnswer | null;

  @Describe('What UserInfo would answer; null when it would refuse this access token.')
  @Nullable()
  @Part(() => PreviewedUserinfoAnswer)
  userinfo!: PreviewedUserinfoAnswer | null;
}
