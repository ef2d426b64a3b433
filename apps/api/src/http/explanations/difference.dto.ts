/** The difference between two URIs, as the admin API answers it. */
import { ArrayMaxSize, IsArray, IsIn, IsString } from 'class-validator';
import { Describe, Parts } from '../admin/schema';
import type { Comparison } from './expectations';

export class DifferenceSegmentAnswer {
  @IsIn(['equal', 'expected', 'received'])
  kind!: 'equal' | 'expected' | 'received';

  @IsString()
  text!: string;
}

/** How a URI that was sent differs from the registered one that is most like it. */
export class UriDifferenceAnswer {
  @Describe('The registered URI.')
  @IsString()
  nearest!: string;

  @Describe('In reading order. Those not `received` join to the registered URI, those not `expected` to the one sent.')
  @Parts(() => DifferenceSegmentAnswer)
  segments!: DifferenceSegmentAnswer[];

  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  kinds!: string[];

  @IsString()
  explanation!: string;
}

/** Null for refusals that are not about a URI. */
export function differenceAnswer(difference: Comparison['difference']): UriDifferenceAnswer | null {
  if (difference === undefined) return null;
  const { nearest, segments, kinds, explanation } = difference;
  return { nearest, segments: segments.map((segment) => ({ ...segment })), kinds: [...kinds], explanation };
}
