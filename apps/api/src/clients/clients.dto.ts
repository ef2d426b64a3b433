/** What the admin API takes and answers about clients. Names are RFC 7591's; lifetimes in seconds, times in epoch milliseconds. */
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { applicationTypes, consentPolicies, lintGrades, type ApplicationType } from '@gatehouse/client-rules';
import { CLIENT_AUTHENTICATION_METHODS, RESPONSE_MODES, SIGNING_ALGORITHMS } from '@gatehouse/protocol';
import { PageQuery } from '../http/admin/paging';
import { WordsParameter } from '../http/admin/parameters';
import { Describe, Loose, Nullable, Part, Parts, Time } from '../http/admin/schema';

const ENTRIES = 200;
const DAY = 86_400;

/** What may be said about a client when it is made or changed. The rules for clients judge how it fits together. */
export class ClientSettingsBody {
  @Describe('Matched exactly; loopback addresses of native clients with any port (RFC 8252 §7.3).')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ENTRIES)
  @IsString({ each: true })
  redirect_uris?: string[] | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ENTRIES)
  @IsString({ each: true })
  post_logout_redirect_uris?: string[] | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ENTRIES)
  @IsString({ each: true })
  grant_types?: string[] | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ENTRIES)
  @IsString({ each: true })
  response_types?: string[] | null;

  @Describe('Left out, every response mode is allowed.')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(RESPONSE_MODES.length)
  @IsIn(RESPONSE_MODES, { each: true })
  response_modes?: string[] | null;

  @Describe('Space-separated: everything that the client may ask for.')
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  scope?: string | null;

  @IsOptional()
  @IsIn(CLIENT_AUTHENTICATION_METHODS)
  token_endpoint_auth_method?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(16)
  token_endpoint_auth_signing_alg?: string | null;

  @Describe('Public keys of the client (RFC 7517); a private member is refused.')
  @IsOptional()
  @Loose()
  jwks?: Record<string, unknown> | null;

  @Describe('`issuer` accepts only our issuer as the audience of client assertions.')
  @IsOptional()
  @IsIn(['issuer', 'any'])
  assertion_audience?: 'issuer' | 'any' | null;

  @IsOptional()
  @IsIn(SIGNING_ALGORITHMS)
  id_token_signed_response_alg?: string | null;

  @IsOptional()
  @IsBoolean()
  require_pkce?: boolean | null;

  @IsOptional()
  @IsIn(consentPolicies)
  consent?: string | null;

  @IsOptional()
  @IsInt()
  @Min(30)
  @Max(DAY)
  access_token_lifetime?: number | null;

  @IsOptional()
  @IsIn(['rotate', 'keep'])
  refresh_token_rotation?: 'rotate' | 'keep' | null;

  @Describe('Seconds in which a retry with a rotated refresh token gets the same successor.')
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(60)
  refresh_token_grace?: number | null;

  @IsOptional()
  @IsInt()
  @Min(60)
  @Max(366 * DAY)
  refresh_token_lifetime?: number | null;

  @IsOptional()
  @IsInt()
  @Min(60)
  @Max(366 * DAY)
  refresh_token_idle_lifetime?: number | null;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365 * DAY)
  default_max_age?: number | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ENTRIES)
  @IsString({ each: true })
  contacts?: string[] | null;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  client_uri?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  logo_uri?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  policy_uri?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  tos_uri?: string | null;

  @Describe('Identifiers of APIs whose access tokens the client may introspect.')
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ENTRIES)
  @IsString({ each: true })
  introspects?: string[] | null;
}

export class CreateClientBody extends ClientSettingsBody {
  @Describe('Left out, one is made.')
  @IsOptional()
  @IsString()
  @MaxLength(255)
  client_id?: string | null;

  @IsString()
  @MaxLength(255)
  client_name!: string;

  @Describe('What kind of client it is; everything that is left out gets the safe default of its kind.')
  @IsIn(applicationTypes)
  application_type!: ApplicationType;
}

/** RFC 7396: what is left out stays, null removes. */
export class UpdateClientBody extends ClientSettingsBody {
  @IsOptional()
  @IsString()
  @MaxLength(255)
  client_name?: string | null;

  @Describe('What kind of client it is; decides the defaults and what is allowed.')
  @IsOptional()
  @IsIn(applicationTypes)
  application_type?: ApplicationType | null;
}

export class ClientQuery extends PageQuery {
  @Describe('The beginning of a client id or of a name.')
  @IsOptional()
  @IsString()
  @MaxLength(255)
  search?: string;

  @IsOptional()
  @WordsParameter(applicationTypes)
  application_type?: ApplicationType[];

  @IsOptional()
  @IsIn(['enabled', 'disabled'])
  state?: 'enabled' | 'disabled';

  @Describe('Whether the client proves who it is at the token endpoint (RFC 6749 §2.1).')
  @IsOptional()
  @IsIn(['public', 'confidential'])
  authentication?: 'public' | 'confidential';

  @IsOptional()
  @IsString()
  @MaxLength(255)
  grant_type?: string;

  @Describe('A registered redirect URI, exactly.')
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  redirect_uri?: string;

  @Describe('A part of the host of a registered redirect URI.')
  @IsOptional()
  @IsString()
  @MaxLength(255)
  redirect_host?: string;

  @Describe('One word of the scope.')
  @IsOptional()
  @IsString()
  @MaxLength(255)
  scope?: string;
}

/** A rule that a client breaks, or nearly. */
export class FindingAnswer {
  @Describe('Stable id of the rule.')
  @IsString()
  rule!: string;

  @IsIn(['error', 'warning', 'info'])
  level!: 'error' | 'warning' | 'info';

  @Describe('A JSON pointer to the member.')
  @IsString()
  pointer!: string;

  @IsString()
  message!: string;

  @IsOptional()
  @IsString()
  fix?: string;

  @Describe('A value to put there that mends it.')
  @IsOptional()
  @IsString()
  replacement?: string;
}

/** A redirect URI that is registered until a moment. */
export class ExpiringRedirectUriAnswer {
  @IsString()
  id!: string;

  @IsString()
  uri!: string;

  @Time()
  created_at!: number;

  @Describe('From then on a request with it is refused.')
  @Time()
  expires_at!: number;
}

export class ClientAnswer {
  @IsString()
  self!: string;

  @IsString()
  client_id!: string;

  @IsString()
  client_name!: string;

  @IsIn(applicationTypes)
  application_type!: ApplicationType;

  @IsIn(['enabled', 'disabled'])
  state!: 'enabled' | 'disabled';

  @Nullable()
  @Time()
  disabled_at!: number | null;

  @Time()
  created_at!: number;

  @Time()
  updated_at!: number;

  @IsArray()
  @IsString({ each: true })
  redirect_uris!: string[];

  @Describe(
    'Registered until a moment, beside `redirect_uris`; expired ones too for 30 days. Left out when there are none, and in lists.',
  )
  @IsOptional()
  @Parts(() => ExpiringRedirectUriAnswer)
  expiring_redirect_uris?: ExpiringRedirectUriAnswer[];

  @IsArray()
  @IsString({ each: true })
  post_logout_redirect_uris!: string[];

  @IsArray()
  @IsString({ each: true })
  grant_types!: string[];

  @IsArray()
  @IsString({ each: true })
  response_types!: string[];

  @IsOptional()
  @IsArray()
  @IsIn(RESPONSE_MODES, { each: true })
  response_modes?: string[];

  @IsString()
  scope!: string;

  @IsIn(CLIENT_AUTHENTICATION_METHODS)
  token_endpoint_auth_method!: string;

  @IsOptional()
  @IsString()
  token_endpoint_auth_signing_alg?: string;

  @Describe('Public keys only.')
  @IsOptional()
  @Loose()
  jwks?: Record<string, unknown>;

  @IsIn(['issuer', 'any'])
  assertion_audience!: 'issuer' | 'any';

  @IsIn(SIGNING_ALGORITHMS)
  id_token_signed_response_alg!: string;

  @IsBoolean()
  require_pkce!: boolean;

  @IsIn(consentPolicies)
  consent!: string;

  @IsOptional()
  @IsInt()
  access_token_lifetime?: number;

  @IsOptional()
  @IsIn(['rotate', 'keep'])
  refresh_token_rotation?: 'rotate' | 'keep';

  @IsOptional()
  @IsInt()
  refresh_token_grace?: number;

  @IsOptional()
  @IsInt()
  refresh_token_lifetime?: number;

  @IsOptional()
  @IsInt()
  refresh_token_idle_lifetime?: number;

  @IsOptional()
  @IsInt()
  default_max_age?: number;

  @IsArray()
  @IsString({ each: true })
  contacts!: string[];

  @IsOptional()
  @IsString()
  client_uri?: string;

  @IsOptional()
  @IsString()
  logo_uri?: string;

  @IsOptional()
  @IsString()
  policy_uri?: string;

  @IsOptional()
  @IsString()
  tos_uri?: string;

  @IsArray()
  @IsString({ each: true })
  introspects!: string[];

  @Describe('Everything issued to the client up to then is revoked.')
  @Nullable()
  @Time()
  tokens_revoked_before!: number | null;

  @Describe('What deserves a second look; not part of the entity tag.')
  @Parts(() => FindingAnswer)
  warnings!: FindingAnswer[];
}

export class ClientPageAnswer {
  @Parts(() => ClientAnswer)
  items!: ClientAnswer[];

  @Nullable()
  @IsString()
  next!: string | null;
}

/** A secret in the one answer that shows it. */
export class NewSecretAnswer {
  @IsString()
  self!: string;

  @IsString()
  id!: string;

  @Describe('Shown in this answer only. Nobody can read it again.')
  @IsString()
  client_secret!: string;

  @Time()
  created_at!: number;

  @Nullable()
  @Time()
  expires_at!: number | null;
}

export class CreatedClientAnswer extends ClientAnswer {
  @Describe('The first secret, where the client uses one.')
  @Nullable()
  @Part(() => NewSecretAnswer)
  secret!: NewSecretAnswer | null;
}

/** A finding of the linter. */
export class LintFindingAnswer extends FindingAnswer {
  @IsIn(['critical', 'high', 'medium', 'low'])
  severity!: string;

  @Describe('What can happen if it stays.')
  @IsString()
  why!: string;

  @Describe('Where the advice comes from.')
  @IsString()
  section!: string;

  @Describe('Members to set so that the finding goes away: a body for PATCH.')
  @IsOptional()
  @Loose()
  change?: Record<string, unknown>;
}

/** What RFC 9700 and OAuth 2.1 advise about the client. */
export class LintAnswer {
  @IsIn(lintGrades)
  grade!: string;

  @IsString()
  reason!: string;

  @Parts(() => LintFindingAnswer)
  findings!: LintFindingAnswer[];
}

export class CheckedClientAnswer {
  @Describe('Whether a client like this could be registered.')
  @IsBoolean()
  acceptable!: boolean;

  @Parts(() => FindingAnswer)
  findings!: FindingAnswer[];

  @Describe('The client as it would be, with every default; null when it could not be.')
  @Nullable()
  @Loose()
  metadata!: Record<string, unknown> | null;

  @Nullable()
  @Part(() => LintAnswer)
  lint!: LintAnswer | null;
}
