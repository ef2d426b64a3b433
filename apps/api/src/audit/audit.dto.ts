/** What the admin API takes and answers about the audit log. Times are epoch milliseconds. */
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { AUDIT_ACTOR_KINDS, AUDIT_EVENT_IDS, AUDIT_FAULTS, AUDIT_OUTCOMES } from '@gatehouse/audit';
import { DEFAULT_LIMIT, MAXIMUM_LIMIT, PageQuery } from '../http/admin/paging';
import { TimeParameter, WholeNumberParameter } from '../http/admin/parameters';
import { Describe, Loose, Nullable, Part, Parts, Time } from '../http/admin/schema';

/** Ids of events, and `client.*` for every id that begins with `client.`. */
const EVENT_WORDS = [...new Set(AUDIT_EVENT_IDS.flatMap((id) => [id, `${id.slice(0, id.indexOf('.'))}.*`]))].sort();
const LONGEST = 255;

/** Which events are meant; what is left out does not narrow. */
export class AuditFilterQuery {
  @Describe('Event ids or prefixes such as `client.*`, comma-separated.')
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? [...new Set(value.split(','))].sort() : value,
  )
  @IsArray()
  @ArrayMaxSize(50)
  @IsIn(EVENT_WORDS, { each: true })
  event?: string[];

  @IsOptional()
  @IsIn(AUDIT_OUTCOMES)
  outcome?: string;

  @IsOptional()
  @IsIn(AUDIT_ACTOR_KINDS)
  actor_kind?: string;

  @Describe('Account id or client id of who did it.')
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST)
  actor?: string;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(32)
  target_kind?: string;

  @Describe('Id of what it was done to.')
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST)
  target?: string;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST)
  client_id?: string;

  @Describe('Account id of the person, or client id of a client that acts for itself.')
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST)
  subject?: string;

  @IsOptional()
  @IsUUID()
  family_id?: string;

  @IsOptional()
  @IsUUID()
  session_id?: string;

  @Describe('The address as it stands in the log.')
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  ip?: string;

  @Describe('Name of the check that refused.')
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  check?: string;

  @Describe('The reference that the person or the log saw.')
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  reference?: string;

  @Describe('Not before.')
  @IsOptional()
  @TimeParameter()
  from?: number;

  @Describe('Before, not at.')
  @IsOptional()
  @TimeParameter()
  to?: number;

  @Describe('An id, a name or any words that stand somewhere in the event, the detail included.')
  @IsOptional()
  @IsString()
  @MinLength(3)
  @MaxLength(LONGEST)
  mentions?: string;
}

export class AuditQuery extends AuditFilterQuery {
  /** How many at most. */
  @IsOptional()
  @WholeNumberParameter(1, MAXIMUM_LIMIT)
  limit: number = DEFAULT_LIMIT;

  /** `next` of the page before, with the same filters. */
  @IsOptional()
  @IsString()
  @MaxLength(2_048)
  cursor?: string;
}

export class AuditExportQuery extends AuditFilterQuery {
  @Describe('`csv` for spreadsheets; `jsonl` proves itself: see verify-bundle.mjs.')
  @IsIn(['csv', 'jsonl'])
  format!: 'csv' | 'jsonl';
}

export class CheckpointQuery extends PageQuery {}

/** Who did it. */
export class AuditActorAnswer {
  @IsIn(AUDIT_ACTOR_KINDS)
  kind!: string;

  @Nullable()
  @IsString()
  id!: string | null;
}

/** What it was done to. */
export class AuditTargetAnswer {
  @IsString()
  kind!: string;

  @IsString()
  id!: string;
}

export class AuditEventAnswer {
  @IsString()
  self!: string;

  @IsString()
  id!: string;

  @Describe('Its place in the chain; null until it is sealed, which takes less than two seconds.')
  @Nullable()
  @IsInt()
  seq!: number | null;

  @Time()
  at!: number;

  @Describe('Stable id of what happened.')
  @IsString()
  event!: string;

  @Describe('The same in a sentence.')
  @IsString()
  title!: string;

  @IsIn(AUDIT_OUTCOMES)
  outcome!: string;

  @Part(() => AuditActorAnswer)
  actor!: AuditActorAnswer;

  @Nullable()
  @Part(() => AuditTargetAnswer)
  target!: AuditTargetAnswer | null;

  @Nullable()
  @IsString()
  client_id!: string | null;

  @Nullable()
  @IsString()
  subject!: string | null;

  @Nullable()
  @IsString()
  family_id!: string | null;

  @Nullable()
  @IsString()
  session_id!: string | null;

  @Nullable()
  @IsString()
  ip!: string | null;

  @Nullable()
  @IsString()
  user_agent!: string | null;

  @Nullable()
  @IsString()
  check!: string | null;

  @Nullable()
  @IsString()
  reference!: string | null;

  @Describe('Ids, counts, and what changed (`before`, `after`); never a secret.')
  @Loose()
  detail!: Record<string, unknown>;
}

export class AuditPageAnswer {
  @Parts(() => AuditEventAnswer)
  items!: AuditEventAnswer[];

  @Nullable()
  @IsString()
  next!: string | null;

  @Describe(
    'How far back the search got when it stopped for having read enough rows: `next` goes on there. Null when it was not stopped.',
  )
  @Nullable()
  @Time()
  searched_back_to!: number | null;
}

/** A signed statement of how far the chain reached. */
export class CheckpointAnswer {
  @Describe('Place of the last event that it covers.')
  @IsInt()
  seq!: number;

  @Describe('The chain there, 32 bytes in hexadecimal.')
  @IsString()
  chain!: string;

  @Time()
  at!: number;

  @IsString()
  key_id!: string;

  @Describe('Ed25519 (RFC 8032), base64url.')
  @IsString()
  signature!: string;
}

/** The public key that checkpoints and exports are signed with. */
export class AuditKeyAnswer {
  @Describe('Its thumbprint (RFC 7638).')
  @IsString()
  key_id!: string;

  @Loose()
  jwk!: Record<string, unknown>;
}

export class CheckpointPageAnswer {
  @Parts(() => CheckpointAnswer)
  items!: CheckpointAnswer[];

  @Nullable()
  @IsString()
  next!: string | null;

  @Part(() => AuditKeyAnswer)
  key!: AuditKeyAnswer;
}

export const MOST_VERIFIED = 50_000;

export class VerifyAuditBody {
  @Describe('Place of the chain to begin after; 0, the beginning, when left out.')
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;

  @Describe('How many events to go through at most.')
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_VERIFIED)
  limit?: number;
}

/** The first row that is not as it was written. */
export class AuditFaultAnswer {
  @IsIn(AUDIT_FAULTS)
  kind!: string;

  @Describe('Place in the chain; null for an event that has none yet.')
  @Nullable()
  @IsInt()
  seq!: number | null;

  @Nullable()
  @IsString()
  event_id!: string | null;

  @IsString()
  message!: string;
}

export class AuditVerificationAnswer {
  @IsIn(['sound', 'faulty'])
  verdict!: 'sound' | 'faulty';

  @Nullable()
  @Part(() => AuditFaultAnswer)
  fault!: AuditFaultAnswer | null;

  @Describe('The first place that was looked at.')
  @IsInt()
  from!: number;

  @Describe('The last place that was found sound.')
  @IsInt()
  through!: number;

  @IsInt()
  events!: number;

  @Describe('Events without a place that were looked at too.')
  @IsInt()
  unsealed!: number;

  @IsInt()
  checkpoints!: number;

  @Describe('Send it as `after` to go on; null when everything was looked at, or a fault was found.')
  @Nullable()
  @IsInt()
  next_after!: number | null;
}
