import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { ENTITY_KINDS } from '@gatehouse/persistence';
import { Describe, Nullable, Parts } from '../http/admin/schema';

export const FOUND_KINDS = [...ENTITY_KINDS, 'client', 'failure'] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

export class SearchQuery {
  @Describe(
    'An id of a user, token, session, family, consent or audit event; the reference of a refused request; or the ' +
      'beginning of a client id, a client’s name, a username, an e-mail address or a user’s id. Never a token.',
  )
  @IsString()
  @MinLength(1)
  @MaxLength(255)
  q!: string;
}

export class FoundAnswer {
  @IsIn(FOUND_KINDS)
  kind!: FoundKind;

  @IsString()
  id!: string;

  @Describe('What it is called, or what kind of it it is; null where it has no name.')
  @Nullable()
  @IsString()
  name!: string | null;

  @Nullable()
  @IsString()
  client_id!: string | null;

  @Nullable()
  @IsString()
  user_id!: string | null;

  @Describe('Where the admin API tells more.')
  @IsString()
  href!: string;
}

export class SearchAnswer {
  @Describe('The best first, a few of each kind; only kinds that you may read.')
  @Parts(() => FoundAnswer)
  items!: FoundAnswer[];
}
