/** What the admin API takes and answers about figures. Times are epoch milliseconds; hours and days are those of UTC. */
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import { REFUSALS, SERIES_NAMES, type RefusalSeries, type Series } from '@gatehouse/persistence';
import { TimeParameter } from '../http/admin/parameters';
import { Describe, Nullable, Part, Parts, Time } from '../http/admin/schema';

export const STEPS = ['hour', 'day'] as const;
export type Step = (typeof STEPS)[number];

export class StatsQuery {
  @Describe('Not before; brought back to the beginning of its hour. Left out: 24 hours before `to`.')
  @IsOptional()
  @TimeParameter()
  from?: number;

  @Describe('Before, not at; brought on to the end of its hour, and never beyond the present one. Left out: now.')
  @IsOptional()
  @TimeParameter()
  to?: number;

  @Describe('By the hour, for 31 days at most, or by the day, for 92. Left out: by the hour up to 7 days.')
  @IsOptional()
  @IsIn(STEPS)
  step?: Step;
}

/** How often something happened. */
export class StatsCountsAnswer {
  @Describe('In the whole range.')
  @IsInt()
  total!: number;

  @Describe('In the range of the same length before it.')
  @IsInt()
  previous_total!: number;

  @Describe('One for each of `starts`.')
  @IsArray()
  @IsInt({ each: true })
  points!: number[];
}

export class StatsReasonAnswer extends StatsCountsAnswer {
  @Describe(
    'The check that refused; the grant type of what was issued; `suppressed` for refusals of which the audit log has ' +
      'only the number.',
  )
  @IsString()
  reason!: string;
}

export class StatsSeriesAnswer extends StatsCountsAnswer {
  @IsIn(SERIES_NAMES)
  series!: Series;

  @Describe('The audit events that are counted, for the filter `event` of the audit log.')
  @IsArray()
  @IsString({ each: true })
  events!: string[];

  @Describe('The most frequent first, 20 at most.')
  @Parts(() => StatsReasonAnswer)
  reasons!: StatsReasonAnswer[];
}

/** What a client was refused for most often. */
export class TopRefusalAnswer {
  @IsIn(REFUSALS)
  series!: RefusalSeries;

  @Describe('The audit events that are counted, for the filter `event` of the audit log.')
  @IsArray()
  @IsString({ each: true })
  events!: string[];

  @Describe('The check that refused, for the filter `check` of the audit log.')
  @IsString()
  reason!: string;

  @IsInt()
  count!: number;
}

export class ClientRefusalsAnswer {
  @Describe('Null for requests that name no client, or did not prove it.')
  @Nullable()
  @IsString()
  client_id!: string | null;

  @Describe('Null when the client is gone.')
  @Nullable()
  @IsString()
  client_name!: string | null;

  @Describe('Clients that were too many in an hour or a day to be told apart, together.')
  @IsBoolean()
  others!: boolean;

  @IsInt()
  refused!: number;

  @Describe('Answers of the token endpoint with tokens, in the same range.')
  @IsInt()
  issued!: number;

  @Part(() => TopRefusalAnswer)
  top!: TopRefusalAnswer;
}

export class StatsAnswer {
  @Time()
  from!: number;

  @Time()
  to!: number;

  @IsIn(STEPS)
  step!: Step;

  @Describe('Events up to then are counted. Refusals of which only the number is kept follow within a minute.')
  @Time()
  as_of!: number;

  @Describe('When each hour or day begins; the first day begins with the range.')
  @IsArray()
  @IsInt({ each: true })
  starts!: number[];

  @Describe('Every series, also when nothing happened.')
  @Parts(() => StatsSeriesAnswer)
  series!: StatsSeriesAnswer[];

  @Describe(
    'Clients with the most refusals at the authorization, token, introspection and revocation endpoints; 20 at most.',
  )
  @Parts(() => ClientRefusalsAnswer)
  refusals_by_client!: ClientRefusalsAnswer[];
}

/** A count that stops at a thousand. */
export class CappedCountAnswer {
  @IsInt()
  count!: number;

  @Describe('There are, or may be, more.')
  @IsBoolean()
  capped!: boolean;
}

export class CurrentStatsAnswer {
  @Describe('A few seconds old at most.')
  @Time()
  at!: number;

  @Describe('Browsers in which somebody is signed in.')
  @Part(() => CappedCountAnswer)
  active_sessions!: CappedCountAnswer;

  @Describe('Approvals of clients that have neither ended nor been revoked: families of tokens.')
  @Part(() => CappedCountAnswer)
  active_grants!: CappedCountAnswer;

  @Part(() => CappedCountAnswer)
  clients!: CappedCountAnswer;

  @Part(() => CappedCountAnswer)
  users!: CappedCountAnswer;
}
