/**
 * Decorators for members of DTO classes that class-validator has no word for. They check what a request sends, and tell
 * the OpenAPI document what an answer holds.
 */
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsObject, Min, ValidateIf, ValidateNested } from 'class-validator';

const NULLABLE = 'gatehouse:nullable';
const DESCRIPTIONS = 'gatehouse:descriptions';
const LOOSE = 'gatehouse:loose';

type DtoClass = abstract new (...parameters: never[]) => object;

/** The member may be null. Place it above the other decorators. */
export function Nullable(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_, value: unknown) => value !== null),
    mark(NULLABLE, () => true),
  );
}

/** One sentence about the member, for the documentation. */
export function Describe(text: string): PropertyDecorator {
  return mark(DESCRIPTIONS, () => text);
}

/** Epoch milliseconds. */
export function Time(): PropertyDecorator {
  return applyDecorators(IsInt(), Min(0));
}

/** A member with members of its own. */
export function Part(type: () => DtoClass): PropertyDecorator {
  return applyDecorators(IsObject(), ValidateNested(), Type(type as () => new () => object));
}

/** A list of objects. */
export function Parts(type: () => DtoClass): PropertyDecorator {
  return applyDecorators(IsArray(), ValidateNested({ each: true }), Type(type as () => new () => object));
}

/** An object whose members are not ours to know, such as claims. */
export function Loose(): PropertyDecorator {
  return applyDecorators(
    IsObject(),
    mark(LOOSE, () => true),
  );
}

/** What the marks say about a class and those that it extends. */
export interface SchemaMarks {
  readonly nullable: ReadonlyMap<string, unknown>;
  readonly descriptions: ReadonlyMap<string, unknown>;
  readonly loose: ReadonlyMap<string, unknown>;
}

export function marksOf(dto: DtoClass): SchemaMarks {
  return { nullable: marked(NULLABLE, dto), descriptions: marked(DESCRIPTIONS, dto), loose: marked(LOOSE, dto) };
}

function mark(key: string, value: () => unknown): PropertyDecorator {
  return (target, member) => {
    const own = (Reflect.getOwnMetadata(key, target) ?? new Map()) as Map<string, unknown>;
    own.set(String(member), value());
    Reflect.defineMetadata(key, own, target);
  };
}

function marked(key: string, dto: DtoClass): ReadonlyMap<string, unknown> {
  const all = new Map<string, unknown>();
  for (let link: object | null = dto.prototype as object; link !== null; link = Object.getPrototypeOf(link) as object) {
    const own = (Reflect.getOwnMetadata(key, link) ?? new Map()) as Map<string, unknown>;
    for (const [member, value] of own) if (!all.has(member)) all.set(member, value);
  }
  return all;
}
