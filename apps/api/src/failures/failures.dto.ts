/** What the admin API answers about refused requests. Times are in epoch milliseconds. */
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../http/admin/paging';
import { TimeParameter } from '../http/admin/parameters';
import { Describe, Loose, Nullable, Part, Parts, Time } from '../http/admin/schema';
import { REFUSING_ENDPOINTS, type RefusingEndpoint } from '../http/errors/refusals';
import { UriDifferenceAnswer } from '../http/explanations/difference.dto';

export class FailureQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(255)
  client_id?: string;

  @IsOptional()
  @IsIn(REFUSING_ENDPOINTS)
  endpoint?: RefusingEndpoint;

  @Describe('Id of the check that refused, such as `redirect_uri.unregistered`.')
  @IsOptional()
  @IsString()
  @MaxLength(128)
  check?: string;

  @Describe('Refused at this moment or later.')
  @IsOptional()
  @TimeParameter()
  from?: number;

  @Describe('Refused before this moment.')
  @IsOptional()
  @TimeParameter()
  until?: number;
}

/** A parameter of the request. Secrets, codes, tokens, states and what a person typed are never kept. */
export class FailureParameterAnswer {
  @IsString()
  name!: string;

  @Describe('Left out where it may be a secret.')
  @IsOptional()
  @IsString()
  value?: string;

  @Describe('How often it was sent, when more than once.')
  @IsOptional()
  @IsInt()
  times?: number;

  @Describe('Characters of a hidden value, where its form matters.')
  @IsOptional()
  @IsInt()
  length?: number;
}

export class FailureAnswer {
  @IsString()
  self!: string;

  @Describe('What the person or the log saw.')
  @IsString()
  reference!: string;

  @Time()
  at!: number;

  @IsIn(REFUSING_ENDPOINTS)
  endpoint!: RefusingEndpoint;

  @Describe('The registered client that the request named; whether it proved so, the check tells.')
  @Nullable()
  @IsString()
  client_id!: string | null;

  @Describe('What the request named instead, when no such client is registered.')
  @Nullable()
  @IsString()
  claimed_client_id!: string | null;

  @Describe('Stable id of the check that refused.')
  @IsString()
  check!: string;

  @Describe('What was wrong, in a sentence.')
  @IsString()
  title!: string;

  @Describe('What to do about it.')
  @IsString()
  fix!: string;

  @Describe('Error code that was answered.')
  @IsString()
  error!: string;

  @IsString()
  description!: string;

  @IsInt()
  status!: number;

  @IsString()
  method!: string;

  @Nullable()
  @IsString()
  ip!: string | null;

  @Nullable()
  @IsString()
  user_agent!: string | null;

  @Describe('Scheme of the Authorization header.')
  @Nullable()
  @IsString()
  authorization_scheme!: string | null;

  @Parts(() => FailureParameterAnswer)
  parameters!: FailureParameterAnswer[];

  @Describe('Parameters that no standard knows; they are not kept.')
  @IsInt()
  other_parameters!: number;

  @Describe('What the check would have accepted.')
  @Loose()
  expected!: Record<string, unknown>;

  @Describe('What came instead.')
  @Loose()
  received!: Record<string, unknown>;

  @Nullable()
  @Part(() => UriDifferenceAnswer)
  difference!: UriDifferenceAnswer | null;
}

export class FailurePageAnswer {
  @Parts(() => FailureAnswer)
  items!: FailureAnswer[];

  @Nullable()
  @IsString()
  next!: string | null;
}

/** A URI that requests of a client were refused for. */
export class RejectedUriAnswer {
  @IsString()
  uri!: string;

  @IsIn(['redirect_uri', 'post_logout_redirect_uri'])
  kind!: 'redirect_uri' | 'post_logout_redirect_uri';

  @Describe('How often among the requests that are kept.')
  @IsInt()
  times!: number;

  @Time()
  first_at!: number;

  @Time()
  last_at!: number;

  @IsString()
  last_reference!: string;

  @Describe('The exact value to add to the client; null when it must not be, or was not kept whole.')
  @Nullable()
  @IsString()
  add!: string | null;

  @Describe('Why the value may not be added as it is.')
  @IsArray()
  @IsString({ each: true })
  problems!: string[];

  @Describe('True when the value is registered by now.')
  @IsBoolean()
  registered!: boolean;

  @Nullable()
  @Part(() => UriDifferenceAnswer)
  difference!: UriDifferenceAnswer | null;
}

export class RejectedUrisAnswer {
  @Parts(() => RejectedUriAnswer)
  items!: RejectedUriAnswer[];
}
