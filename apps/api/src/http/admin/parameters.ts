/** Decorators for DTOs of queries, where everything arrives as text. What cannot be converted stays text and is refused. */
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';

const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,15})$/;

/** A whole number, such as `limit=50`. */
export function WholeNumberParameter(minimum: number, maximum: number): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value,
    ),
    IsInt(),
    Min(minimum),
    Max(maximum),
  );
}

/** Epoch milliseconds. */
export function TimeParameter(): PropertyDecorator {
  return WholeNumberParameter(0, Number.MAX_SAFE_INTEGER);
}

/** `true` or `false`. */
export function FlagParameter(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsBoolean(),
  );
}

/** One or several of known words, comma-separated: `state=active,expired`. Becomes a list without repetitions. */
export function WordsParameter(words: readonly string[]): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? [...new Set(value.split(','))].sort() : value,
    ),
    IsArray(),
    ArrayMaxSize(words.length),
    IsIn(words, { each: true }),
  );
}
