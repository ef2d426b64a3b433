/** DTO classes as JSON Schema 2020-12, the dialect of OpenAPI 3.1: from what class-validator and our own marks know of them. */
import 'reflect-metadata';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage, IS_INT, IS_OPTIONAL } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { marksOf } from '../schema';

export type Schema = { [keyword: string]: unknown };
export type DtoClass = (new () => object) & { readonly name: string };

const PREFIX = '#/components/schemas/';

/** Bodies refuse unknown members and take null for what is optional; answers may have more members one day. */
export type SchemaUse = 'body' | 'answer' | 'query';

/** Collects the schemas of classes, each under its name, with those that they refer to. */
export class SchemaCollection {
  private readonly schemas = new Map<string, Schema>();
  private readonly classes = new Map<string, DtoClass>();

  /** The reference to a class. @throws Error when two classes have one name */
  reference(dto: DtoClass, use: SchemaUse): Schema {
    const known = this.classes.get(dto.name);
    if (known !== undefined && known !== dto) throw new Error(`Two DTO classes are called ${dto.name}.`);
    if (known === undefined) {
      this.classes.set(dto.name, dto);
      this.schemas.set(dto.name, this.schemaOf(dto, use));
    }
    return { $ref: PREFIX + dto.name };
  }

  /** The schema of a class itself, for queries, whose members become parameters. */
  schemaOf(dto: DtoClass, use: SchemaUse): Schema {
    const { properties = {} } = targetConstructorToSchema(dto, {
      classTransformerMetadataStorage: defaultMetadataStorage as never,
      refPointerPrefix: PREFIX,
    }) as Schema & { properties?: Record<string, Schema> };
    const { nullable, descriptions, loose } = marksOf(dto);
    const optional = membersWith(dto, IS_OPTIONAL);
    const whole = membersWith(dto, IS_INT);
    const members: Record<string, Schema> = {};
    for (const [member, made] of Object.entries(properties)) {
      let schema = this.followed(dto, member, tidied(made), use);
      if (loose.has(member)) schema = { ...schema, type: 'object', additionalProperties: true };
      // Bounds make a number of it.
      if (whole.has(member)) schema = wholeNumbers(schema);
      const mayBeNull = nullable.has(member) || (use === 'body' && optional.has(member));
      if (mayBeNull) schema = orNull(schema);
      const description = descriptions.get(member);
      members[member] = typeof description === 'string' ? { description, ...schema } : schema;
    }
    const required = Object.keys(members).filter((member) => !optional.has(member));
    return {
      type: 'object',
      properties: members,
      ...(required.length > 0 ? { required } : {}),
      ...(use === 'body' ? { additionalProperties: false } : {}),
    };
  }

  /** By name, sorted. */
  all(): Record<string, Schema> {
    return Object.fromEntries([...this.schemas].sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  /** A member whose class is another DTO refers to it. */
  private followed(dto: DtoClass, member: string, schema: Schema, use: SchemaUse): Schema {
    const part = defaultMetadataStorage.findTypeMetadata(dto, member)?.typeFunction() as DtoClass | undefined;
    if (part === undefined || part.name === 'Object') return schema;
    const reference = this.reference(part, use);
    return schema['type'] === 'array' ? { ...schema, items: reference } : reference;
  }
}

function membersWith(dto: DtoClass, validator: string): ReadonlySet<string> {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(dto, '', true, false);
  return new Set(metadata.filter(({ name }) => name === validator).map(({ propertyName }) => propertyName));
}

function wholeNumbers(schema: Schema): Schema {
  if (schema['type'] === 'array') return { ...schema, items: { ...(schema['items'] as Schema), type: 'integer' } };
  return { ...schema, type: 'integer' };
}

/** class-validator-jsonschema says some things in words of older dialects, or twice. */
function tidied(schema: Schema): Schema {
  const { nullable: _, not, ...rest } = schema;
  const kept = not === undefined || JSON.stringify(not) === '{"type":"null"}' ? rest : { ...rest, not };
  if (Array.isArray(kept['enum'])) return { ...kept, enum: [...(kept['enum'] as unknown[])] };
  const items = kept['items'];
  return typeof items === 'object' && items !== null ? { ...kept, items: tidied(items as Schema) } : kept;
}

function orNull(schema: Schema): Schema {
  const { type } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const words = schema['enum'];
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(words) ? { enum: [...(words as unknown[]), null] } : {}),
  };
}
