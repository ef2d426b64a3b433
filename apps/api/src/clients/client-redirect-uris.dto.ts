/** What the admin API takes about redirect URIs that expire. */
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { Describe } from '../http/admin/schema';

const DAY = 86_400;

export class AddRedirectUriBody {
  @IsString()
  @MaxLength(2_048)
  uri!: string;

  @Describe('Seconds from now: a minute to 30 days.')
  @IsInt()
  @Min(60)
  @Max(30 * DAY)
  expires_in!: number;
}
