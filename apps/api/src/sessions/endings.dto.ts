import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { REVOCATION_CAUSES, type RevocationCause } from '@gatehouse/protocol';
import { Describe } from '../http/admin/schema';

/** Why something is ended; for the receipt and the audit log. */
export class EndingBody {
  @IsOptional()
  @IsIn(REVOCATION_CAUSES)
  cause?: RevocationCause;

  @Describe('A sentence for people.')
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class EndedAnswer {
  @Describe('Of the revocation that was carried out; its receipt says what ended.')
  @IsString()
  revocation_id!: string;
}
