/** Holds real answers against what the OpenAPI document says of them: the status, and every member. */
import { createRequire } from 'node:module';

/** The validator that the checker of OpenAPI documents brings along: the only one here that knows JSON Schema 2020-12. */
const requireBeside = createRequire(require.resolve('@seriousme/openapi-schema-validator'));
const { default: Ajv2020 } = requireBeside('ajv/dist/2020') as {
  default: new (options: object) => {
    addSchema(schema: object, key: string): void;
    compile(schema: object): { (value: unknown): boolean; errors?: unknown };
  };
};

type Json = { readonly [member: string]: Json } & Readonly<Record<string, unknown>>;

export class DeclaredAnswers {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  private readonly operations: { readonly method: string; readonly path: RegExp; readonly responses: Json }[];

  /** @param document as served */
  constructor(private readonly document: Json) {
    this.ajv.addSchema({ $id: 'admin', ...closed(document) }, 'admin');
    const paths = document['paths'] as Record<string, Record<string, Json>>;
    this.operations = Object.entries(paths)
      // A path without parameters is nearer than one with.
      .sort(([left], [right]) => left.split('{').length - right.split('{').length)
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          method: method.toUpperCase(),
          path: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
          responses: operation['responses'] as Json,
        })),
      );
  }

  /**
   * What is wrong with an answer, in words; undefined when it is as declared. Of addresses that are not declared nothing is said.
   * @param path without its query
   */
  fault(method: string, path: string, status: number, contentType: string, body: unknown): string | undefined {
    const operation = this.operations.find((each) => each.method === method && each.path.test(path));
    if (!operation) return undefined;
    const response = this.resolved(operation.responses[String(status)] as Json | undefined);
    if (!response) return `${method} ${path} answered ${status}, which is not declared`;
    const content = response['content'] as Record<string, Json> | undefined;
    if (!content) return body === undefined ? undefined : `${method} ${path} answered ${status} with a body`;
    const [type = ''] = contentType.split(';');
    const declared = content[type];
    if (!declared) return `${method} ${path} answered ${status} as ${type}, which is not declared`;
    if (!type.includes('json') || body === undefined) return undefined;
    const validate = this.ajv.compile(rebased(declared['schema'] as Json) as object);
    if (validate(body)) return undefined;
    return `${method} ${path} answered ${status} otherwise than declared: ${JSON.stringify(validate.errors)}`;
  }

  private resolved(response: Json | undefined): Json | undefined {
    const reference = response?.['$ref'] as unknown;
    if (typeof reference !== 'string') return response;
    let value: unknown = this.document;
    for (const part of reference.slice(2).split('/')) value = (value as Record<string, unknown>)[part];
    return value as Json;
  }
}

/** Every object of the document with exactly the members that it declares: an answer may not have others. */
function closed(document: Json): object {
  const close = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(close);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, close(member)]));
    const isObject = copy['type'] === 'object' || (Array.isArray(copy['type']) && copy['type'].includes('object'));
    return isObject && copy['properties'] !== undefined && copy['additionalProperties'] === undefined
      ? { ...copy, additionalProperties: false }
      : copy;
  };
  return { components: { schemas: close((document['components'] as Json)['schemas']) } };
}

/** References into the document, seen from outside of it. */
function rebased(schema: Json): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"admin#/components/schemas/'));
}
