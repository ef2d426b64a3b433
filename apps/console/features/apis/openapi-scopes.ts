/**
 * The scopes that an OpenAPI document declares: OpenAPI 3 under `components.securitySchemes`, Swagger 2 under
 * `securityDefinitions`. The file is read in the browser and goes nowhere.
 */
import { visibleText } from './consent-text';
import { scopeNameProblem } from './scope-name';

export interface DeclaredScope {
  readonly name: string;
  readonly description: string;
}

/** One line of the preview: what the import would do with a declared scope. */
export interface ImportLine extends DeclaredScope {
  /** `new`: added; `changed`: another sentence; `same`: nothing to do; `refused`: the API cannot have it. */
  readonly kind: 'new' | 'changed' | 'same' | 'refused';
  /** Why it is refused, or the sentence that it has now. */
  readonly note?: string;
}

/** In bytes. Larger documents exist, but not because of their scopes. */
export const LARGEST_FILE = 5 * 1024 * 1024;

/** Why a file could not be used; the message is for people. */
export class UnusableDocument extends Error {
  override readonly name = 'UnusableDocument';
}

/**
 * Reads a document and gives its scopes, each once, in its order.
 * @throws UnusableDocument
 */
export async function readOpenApi(text: string): Promise<DeclaredScope[]> {
  const document = await parse(text);
  if (!isRecord(document) || !('openapi' in document || 'swagger' in document)) {
    throw new UnusableDocument('This is no OpenAPI document: neither “openapi” nor “swagger” stands at its top.');
  }
  const scopes = scopesOf(document);
  if (scopes.length === 0) {
    throw new UnusableDocument('The document declares no OAuth 2.0 scopes under components.securitySchemes.');
  }
  return scopes;
}

/** JSON is read by the browser, everything else by a YAML reader that is fetched only then. */
async function parse(text: string): Promise<unknown> {
  try {
    if (/^\s*\{/.test(text)) return JSON.parse(text);
  } catch {
    // YAML may begin with a brace too.
  }
  const { parse: parseYaml } = await import('yaml');
  try {
    // Few aliases: a small file must not become a large document.
    return parseYaml(text, { maxAliasCount: 50, prettyErrors: true });
  } catch (error) {
    const [line] = error instanceof Error ? error.message.split('\n') : [];
    throw new UnusableDocument(`The file is neither JSON nor YAML. ${line ?? ''}`.trim());
  }
}

function scopesOf(document: Readonly<Record<string, unknown>>): DeclaredScope[] {
  const components = document['components'];
  const schemes = [
    ...valuesOf(isRecord(components) ? components['securitySchemes'] : undefined),
    ...valuesOf(document['securityDefinitions']),
  ].filter((scheme) => scheme['type'] === 'oauth2');
  const flows = schemes.flatMap((scheme) => [scheme, ...valuesOf(scheme['flows'])]);
  const found = new Map<string, string>();
  for (const { scopes } of flows) {
    if (!isRecord(scopes)) continue;
    for (const [name, description] of Object.entries(scopes)) {
      const sentence = typeof description === 'string' ? visibleText(description, 500) : '';
      if (!found.get(name)) found.set(name, sentence);
    }
  }
  return [...found].map(([name, description]) => ({ name, description }));
}

/** What an import of these scopes into an API with those would do. */
export function importLines(declared: readonly DeclaredScope[], present: readonly DeclaredScope[]): ImportLine[] {
  return declared.map((scope) => {
    const known = present.find(({ name }) => name === scope.name);
    if (known) {
      if (scope.description === '' || known.description === scope.description) return { ...known, kind: 'same' };
      return { ...scope, kind: 'changed', note: known.description };
    }
    const problem = scopeNameProblem(scope.name);
    return problem === undefined ? { ...scope, kind: 'new' } : { ...scope, kind: 'refused', note: problem };
  });
}

/** The whole list of scopes after the import of these lines. */
export function mergedScopes(present: readonly DeclaredScope[], chosen: readonly DeclaredScope[]): DeclaredScope[] {
  const plain = ({ name, description }: DeclaredScope) => ({ name, description: description.trim() });
  const added = chosen.filter(({ name }) => !present.some((scope) => scope.name === name));
  return [...present.map((scope) => chosen.find(({ name }) => name === scope.name) ?? scope), ...added].map(plain);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valuesOf = (value: unknown): Readonly<Record<string, unknown>>[] =>
  isRecord(value) ? Object.values(value).filter(isRecord) : [];
