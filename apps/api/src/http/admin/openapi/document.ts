/** The OpenAPI 3.1 document of the admin API, made from the routes themselves. Loaded only when somebody asks for it. */
import { METHOD_METADATA, PARAMTYPES_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { ADMIN_SCOPES } from '@gatehouse/contracts';
import { ENDPOINT_PATHS } from '@gatehouse/protocol';
import { PageQuery } from '../paging';
import { type ProblemCode, PROBLEMS } from '../problems';
import { type AdminRouteOptions, type AnswerKind, routeOf, scopesNeeded, tagOf } from '../route-metadata';
import { type DtoClass, type Schema, SchemaCollection } from './schemas';

/** A controller of the admin API. */
export type ControllerClass = (new (...parameters: never[]) => object) & { readonly name: string };

interface Handler {
  readonly controller: ControllerClass;
  readonly name: string;
  readonly route: AdminRouteOptions;
  /** With Express's parameters: `/admin/v1/clients/:client_id`. */
  readonly path: string;
}

const SECURITY = 'gatehouse';
const MERGE_PATCH = 'application/merge-patch+json';

/** @returns the document as plain JSON; the same routes give the same bytes */
export function openApiDocument(controllers: readonly ControllerClass[]): Schema {
  const schemas = new SchemaCollection();
  const responses = new Map<string, Schema>();
  const paths: Record<string, Record<string, Schema>> = {};
  const names = new Set<string>();
  for (const handler of controllers.flatMap(handlersOf).sort(byPath)) {
    const operation = operationOf(handler, schemas, responses);
    const id = operation['operationId'] as string;
    if (names.has(id)) throw new Error(`Two operations are called ${id}.`);
    names.add(id);
    const path = handler.path.replace(/:([a-z_]+)/g, '{$1}');
    (paths[path] ??= {})[handler.route.method.toLowerCase()] = operation;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gatehouse admin API',
      version: '1',
      summary: 'Find, explain and revoke every token; register clients and APIs; look after people, keys and settings.',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(controllers.map((controller) => tagOf(controller)))]
      .filter((tag) => tag !== undefined && tag !== '')
      .sort()
      .map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...schemas.all(), Problem: PROBLEM },
      responses: Object.fromEntries([...responses].sort(([left], [right]) => (left < right ? -1 : 1))),
      securitySchemes: { [SECURITY]: securityScheme() },
    },
    'x-problem-codes': PROBLEMS,
  };
}

const DESCRIPTION = [
  'A protected resource of Gatehouse itself: send `Authorization: Bearer` with an access token for the resource',
  '`urn:gatehouse:admin`. Times are epoch milliseconds. Lists answer `items` and `next`, a sealed cursor to the next page.',
  'A change of something that exists needs `If-Match` with its `ETag`; what is made can be made with an `Idempotency-Key`.',
  'Errors are problem details (RFC 9457) with a stable `code`.',
].join('\n');

function securityScheme(): Schema {
  const scopes = { ...ADMIN_SCOPES };
  const tokenUrl = ENDPOINT_PATHS.token;
  return {
    type: 'oauth2',
    description: 'With `resource=urn:gatehouse:admin` (RFC 8707) in the request for the token.',
    flows: {
      clientCredentials: { tokenUrl, scopes },
      authorizationCode: { authorizationUrl: ENDPOINT_PATHS.authorization, tokenUrl, scopes },
    },
  };
}

const PROBLEM: Schema = {
  type: 'object',
  description: 'RFC 9457.',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; programs act on it.' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string', description: 'A JSON pointer (RFC 6901) to the member or parameter.' },
          detail: { type: 'string' },
          rule: { type: 'string', description: 'Stable id of the rule that it breaks.' },
          fix: { type: 'string' },
          replacement: { type: 'string', description: 'A value to put there that mends it.' },
        },
        required: ['pointer', 'detail'],
      },
    },
    added: {
      type: 'array',
      items: { type: 'string' },
      description: 'Of `revocation_set_changed`: the first tokens that have joined.',
    },
    added_count: { type: 'integer', description: 'Of `revocation_set_changed`: how many tokens have joined.' },
    gone_count: {
      type: ['integer', 'null'],
      description:
        'Of `revocation_set_changed`: how many have died by themselves; null where the set is not listed whole.',
    },
    tokens: { type: 'integer', description: 'Of `revocation_unconfirmed`: the number to confirm.' },
    reference: { type: 'string', description: 'Names the request in the log.' },
  },
  required: ['type', 'title', 'status', 'code', 'reference'],
};

function handlersOf(controller: ControllerClass): Handler[] {
  const prototype = controller.prototype as Record<string, unknown>;
  const base = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat()[0] ?? '';
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
    if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) return [];
    const route = routeOf(handler);
    if (!route) return [];
    const rest = route.path === undefined || route.path === '/' ? '' : `/${route.path}`;
    return [{ controller, name, route, path: `${base}${rest}` }];
  });
}

function byPath(left: Handler, right: Handler): number {
  const [first, second] = [left, right].map(({ path, route }) => `${path} ${route.method}`);
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

function operationOf(handler: Handler, schemas: SchemaCollection, responses: Map<string, Schema>): Schema {
  const { route, controller, name } = handler;
  const body = argumentOf(handler, RouteParamtypes.BODY);
  const query = argumentOf(handler, RouteParamtypes.QUERY);
  const scopes = scopesNeeded(route);
  const parameters = [...pathParameters(handler), ...queryParameters(query, schemas), ...headerParameters(route)];
  return {
    operationId: `${lowerFirst(controller.name.replace(/Controller$/, ''))}_${name}`,
    tags: [tagOf(controller)].filter((tag) => tag !== ''),
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    security: route.public === true ? [] : [{ [SECURITY]: [...scopes] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === undefined ? {} : { requestBody: requestBody(body, route, schemas) }),
    responses: { ...answersOf(route, schemas), ...problemsOf(route, body, query, responses) },
  };
}

/** The class of the parameter that Nest fills from the body or the query. */
function argumentOf({ controller, name }: Handler, type: RouteParamtypes): DtoClass | undefined {
  const known = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, { index: number }>;
  const types = (Reflect.getMetadata(PARAMTYPES_METADATA, controller.prototype as object, name) ?? []) as DtoClass[];
  const key = Object.keys(known).find((candidate) => candidate.startsWith(`${type}:`));
  return key === undefined ? undefined : types[known[key]?.index ?? -1];
}

function pathParameters({ path }: Handler): Schema[] {
  return [...path.matchAll(/:([a-z_]+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: DtoClass | undefined, schemas: SchemaCollection): Schema[] {
  if (!query) return [];
  const { properties, required = [] } = schemas.schemaOf(query, 'query') as {
    properties: Record<string, Schema>;
    required?: string[];
  };
  const defaults = new query() as Record<string, unknown>;
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(typeof description === 'string' ? { description } : {}),
    ...(required.includes(name) ? { required: true } : {}),
    // Lists are comma-separated.
    ...(schema['type'] === 'array' ? { style: 'form', explode: false } : {}),
    schema: defaults[name] === undefined ? schema : { ...schema, default: defaults[name] },
  }));
}

function headerParameters(route: AdminRouteOptions): Schema[] {
  const header = (name: string, description: string, more: Schema = {}): Schema => ({
    name,
    in: 'header',
    description,
    ...more,
    schema: { type: 'string' },
  });
  return [
    ...(route.ifMatch === undefined
      ? []
      : [header('If-Match', 'The `ETag` of what was read, or `*`.', { required: true })]),
    ...(route.idempotent === true
      ? [header('Idempotency-Key', 'Chosen by the caller: the same request with the same key has one effect.')]
      : []),
  ];
}

function requestBody(body: DtoClass, route: AdminRouteOptions, schemas: SchemaCollection): Schema {
  const schema = schemas.reference(body, 'body');
  const content: Record<string, Schema> = { 'application/json': { schema } };
  if (route.method === 'PATCH') content[MERGE_PATCH] = { schema };
  return { required: true, content };
}

function answersOf(route: AdminRouteOptions, schemas: SchemaCollection): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, kind]) => [status, answerOf(Number(status), kind, route, schemas)]),
  );
}

function answerOf(status: number, kind: AnswerKind, route: AdminRouteOptions, schemas: SchemaCollection): Schema {
  if (kind === null) return { description: 'Done.' };
  if ('contentTypes' in kind) {
    const content = Object.fromEntries(kind.contentTypes.map((type) => [type, { schema: { type: 'string' } }]));
    return { description: kind.description, content };
  }
  const headers: Record<string, Schema> = {
    ...(route.etag === undefined ? {} : { ETag: { schema: { type: 'string' } } }),
    ...(status === 201 ? { Location: { schema: { type: 'string' } } } : {}),
  };
  return {
    description: status === 201 ? 'Made.' : 'The answer.',
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    content: { 'application/json': { schema: schemas.reference(kind as DtoClass, 'answer') } },
  };
}

const OF_EVERY_ROUTE: readonly ProblemCode[] = [
  'malformed_request',
  'bad_path',
  'bad_encoding',
  'too_many_parameters',
  'query_invalid',
  'server_error',
  'unavailable',
];
const OF_EVERY_BODY: readonly ProblemCode[] = [
  'validation_failed',
  'bad_json',
  'body_interrupted',
  'body_too_large',
  'unsupported_content_type',
  'unsupported_content_encoding',
];

/** What can go wrong, by status: one response for all of its codes. */
function problemsOf(
  route: AdminRouteOptions,
  body: DtoClass | undefined,
  query: DtoClass | undefined,
  responses: Map<string, Schema>,
): Record<string, Schema> {
  const codes: ProblemCode[] = [...OF_EVERY_ROUTE];
  if (route.public !== true) codes.push('unauthenticated', 'token_invalid', 'scope_missing');
  if (body) codes.push(...OF_EVERY_BODY);
  if (query && (query === PageQuery || query.prototype instanceof PageQuery)) codes.push('cursor_invalid');
  if (route.ifMatch !== undefined) codes.push('precondition_required', 'precondition_failed');
  if (route.idempotent === true) {
    codes.push('idempotency_key_invalid', 'idempotency_key_reused', 'idempotency_in_progress');
  }
  codes.push(...(route.problems ?? []));
  const byStatus = new Map<number, Set<ProblemCode>>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => {
      const sorted = [...ofStatus].sort();
      // Many routes share one.
      const name = sorted.join('.');
      if (!responses.has(name)) responses.set(name, problemResponse(sorted));
      return [status, { $ref: `#/components/responses/${name}` }];
    }),
  );
}

function problemResponse(codes: readonly ProblemCode[]): Schema {
  const schema = {
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      { type: 'object', properties: { code: { type: 'string', enum: codes } } },
    ],
  };
  return {
    description: codes
      .map((code) => `\`${code}\`: ${PROBLEMS[code].title}. ${PROBLEMS[code].description}`)
      .join('\n\n'),
    content: { 'application/problem+json': { schema } },
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
