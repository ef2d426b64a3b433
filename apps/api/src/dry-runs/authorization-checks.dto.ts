/** What the admin API takes and answers about authorization requests that are only tried out. */
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import { Describe, Loose, Nullable, Part, Parts } from '../http/admin/schema';
import { UriDifferenceAnswer } from '../http/explanations/difference.dto';

export class AuthorizationCheckBody {
  @Describe(
    'By name: a text, or a list of texts for a parameter that is sent several times. As they are, without percent-encoding.',
  )
  @Loose()
  parameters!: Record<string, unknown>;
}

export const CHECK_OUTCOMES = ['passed', 'failed', 'not_reached'] as const;

export class MadeCheckAnswer {
  @Describe('Stable id of the check, the same as in a refused request.')
  @IsString()
  check!: string;

  @IsIn(CHECK_OUTCOMES)
  outcome!: (typeof CHECK_OUTCOMES)[number];

  @Describe('What the check makes sure of; of a failed one, what was wrong.')
  @IsString()
  title!: string;

  @Describe('What to do about it. Only of a failed check, like all that follows.')
  @IsOptional()
  @IsString()
  fix?: string;

  @Describe('What the check would have accepted.')
  @IsOptional()
  @Loose()
  expected?: Record<string, unknown>;

  @Describe('What came instead.')
  @IsOptional()
  @Loose()
  received?: Record<string, unknown>;

  @IsOptional()
  @Part(() => UriDifferenceAnswer)
  difference?: UriDifferenceAnswer;
}

export class WouldRefuseAnswer {
  @Describe('The check that failed.')
  @IsString()
  check!: string;

  @IsString()
  error!: string;

  @IsString()
  error_description!: string;

  @Describe(
    '`page` = the person sees an error page, as nobody can be trusted with an answer; `client` = the client is told.',
  )
  @IsIn(['page', 'client'])
  told_to!: 'page' | 'client';

  @Describe('Where the client would be told.')
  @Nullable()
  @IsString()
  redirect_uri!: string | null;

  @Nullable()
  @IsString()
  response_mode!: string | null;

  @Describe('All that would be sent there.')
  @Nullable()
  @Loose()
  parameters!: Record<string, unknown> | null;
}

export class ScopeApiAnswer {
  @IsString()
  identifier!: string;

  @IsString()
  name!: string;
}

export class WouldAllowAnswer {
  @IsString()
  scope!: string;

  @Describe('The sentence that the person reads; null when the API gives none.')
  @Nullable()
  @IsString()
  sentence!: string | null;

  @Describe('The API that the scope belongs to; null for those of OpenID Connect.')
  @Nullable()
  @Part(() => ScopeApiAnswer)
  api!: ScopeApiAnswer | null;
}

export class WouldAskAnswer {
  @Describe('False with `prompt=none`: where a page would be needed, the client gets an error instead.')
  @IsBoolean()
  pages_allowed!: boolean;

  @IsIn(['every_time', 'unless_signed_in'])
  sign_in!: 'every_time' | 'unless_signed_in';

  @Describe('Seconds after which a sign-in is too old.')
  @Nullable()
  @IsInt()
  max_age!: number | null;

  @Describe('Whether also somebody who is signed in chooses with which account to go on.')
  @IsBoolean()
  account_selection!: boolean;

  @Describe('`first_time` = for what the person has not allowed before.')
  @IsIn(['never', 'first_time', 'every_time'])
  consent!: 'never' | 'first_time' | 'every_time';

  @Describe('What the client would be allowed, as the consent page says it.')
  @Parts(() => WouldAllowAnswer)
  scopes!: WouldAllowAnswer[];

  @Describe('Scopes that were asked for and are left out: nobody knows them, or this client may not have them.')
  @IsArray()
  @IsString({ each: true })
  left_out!: string[];
}

export class ReadParameterAnswer {
  @IsString()
  name!: string;

  @Describe('How often it was sent with a value; an empty one counts as not sent.')
  @IsInt()
  times!: number;

  @Describe('What it is for.')
  @IsString()
  meaning!: string;

  @Describe('Where that is written.')
  @IsString()
  section!: string;

  @Describe('What this server looks at, and what it makes of it.')
  @IsString()
  checked!: string;
}

export class AuthorizationCheckAnswer {
  @Describe('Whether nothing stands in the way of the request but a person who has to be there.')
  @IsBoolean()
  acceptable!: boolean;

  @Describe('The client that asks, if it is registered.')
  @Nullable()
  @IsString()
  client_id!: string | null;

  @Describe('Every check in the order in which it is made. The first that fails ends the request.')
  @Parts(() => MadeCheckAnswer)
  checks!: MadeCheckAnswer[];

  @Nullable()
  @Part(() => WouldRefuseAnswer)
  refusal!: WouldRefuseAnswer | null;

  @Describe('What the person would be asked; null when it does not come to that.')
  @Nullable()
  @Part(() => WouldAskAnswer)
  person!: WouldAskAnswer | null;

  @Describe('Every parameter that is known, sent or not, and behind them those that are not known.')
  @Parts(() => ReadParameterAnswer)
  parameters!: ReadParameterAnswer[];
}
