import { IsArray, IsIn, IsString } from 'class-validator';
import { ADMIN_ROLES, ADMIN_SCOPE_NAMES, type AdminRole, type AdminScope } from '@gatehouse/contracts';
import { Describe, Nullable } from '../http/admin/schema';

/** Who is asking, as the admin API sees them at this moment. */
export class MeAnswer {
  @IsIn(['person', 'client'])
  kind!: 'person' | 'client';

  @Describe('Id of the user, or of the client that acts for itself.')
  @IsString()
  id!: string;

  @Describe('Of a person; null for a client.')
  @Nullable()
  @IsString()
  username!: string | null;

  @Describe('Of a person or client, for people to read; null where nobody said.')
  @Nullable()
  @IsString()
  name!: string | null;

  @Describe('Through which the person acts, or the client itself.')
  @IsString()
  client_id!: string;

  @IsArray()
  @IsIn(ADMIN_ROLES, { each: true })
  roles!: AdminRole[];

  @Describe('What the access token, its client and the roles of its person allow together.')
  @IsArray()
  @IsIn(ADMIN_SCOPE_NAMES, { each: true })
  scopes!: AdminScope[];

  @Describe('The session behind the access token.')
  @Nullable()
  @IsString()
  session_id!: string | null;

  @Describe('The access token of this request.')
  @IsString()
  token_id!: string;
}
