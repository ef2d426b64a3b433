/** A YAML document that remembers where every value stands, with `${NAME}` taken from the environment. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { ConfigurationFinding } from './configuration';

export type DocumentPath = readonly (string | number)[];
export type Environment = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$(\$\{|\{([A-Za-z_][A-Za-z0-9_]*)\})/g;
const LONE_REFERENCE = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;
/** Of a file, in characters: reading it takes about sixty times as much memory. */
export const MAXIMUM_LENGTH = 4 * 1024 * 1024;

/** `text` as it has to stand in a file: what looks like a reference there is one. */
export function withoutReferences(text: string): string {
  return text.replaceAll('${', () => '$${');
}

export class SourceDocument {
  readonly findings: ConfigurationFinding[] = [];
  /** False when the text is not YAML; then there is no value. */
  readonly isSound: boolean;
  /** The document as plain data. A reference that could not be resolved stays as it stands. */
  readonly value: unknown;
  /** Faults of references that could not be resolved and may stay so, by path; their values are undefined. */
  readonly unresolved = new Map<string, ConfigurationFinding>();
  private readonly lines = new LineCounter();
  private readonly root: Node | null;

  /** @param mayStayUnresolved of a value that is nothing but one reference: whether its variable need not be set */
  constructor(
    private readonly file: string,
    text: string,
    private readonly environment: Environment,
    private readonly mayStayUnresolved: (path: DocumentPath) => boolean = () => false,
  ) {
    const document = parseDocument(text.length > MAXIMUM_LENGTH ? '' : text, {
      lineCounter: this.lines,
      schema: 'core',
      strict: true,
      uniqueKeys: true,
    });
    this.root = document.contents;
    if (text.length > MAXIMUM_LENGTH)
      this.findings.push(this.finding('F01', 1, 1, '', 'The file is larger than 4 MiB.'));
    for (const error of document.errors) {
      const { line, col } = this.lines.linePos(error.pos[0]);
      this.findings.push(this.finding('F01', line, col, '', error.message.split('\n')[0] ?? 'This is not YAML.'));
    }
    this.isSound = this.findings.length === 0;
    this.value = this.isSound ? this.plain(this.root, []) : undefined;
  }

  /** Adds a finding at the place of `path`, or of its nearest parent that exists. */
  report(
    rule: string,
    path: DocumentPath,
    message: string,
    fix?: string,
    level: ConfigurationFinding['level'] = 'error',
  ): void {
    const place = formatPath(path);
    // A value that is not known because its variable is not set cannot be judged any further.
    if (this.findings.some((finding) => finding.rule === 'F03' && finding.path === place)) return;
    const { line, col } = this.lines.linePos(this.offsetOf(path));
    this.findings.push({ ...this.finding(rule, line, col, place, message), level, ...(fix ? { fix } : {}) });
  }

  private finding(rule: string, line: number, column: number, path: string, message: string): ConfigurationFinding {
    return {
      rule,
      level: 'error',
      file: this.file,
      line: Math.max(line, 1),
      column: Math.max(column, 1),
      path,
      message,
    };
  }

  private offsetOf(path: DocumentPath): number {
    let node: unknown = this.root;
    let offset = this.root?.range?.[0] ?? 0;
    for (const part of path) {
      let child: unknown;
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && item.key.value === part);
        offset = (pair?.key as Node | undefined)?.range?.[0] ?? offset;
        child = pair?.value;
      } else if (isSeq(node) && typeof part === 'number') {
        child = node.items[part];
        offset = (child as Node | undefined)?.range?.[0] ?? offset;
      }
      if (child === undefined || child === null) break;
      node = child;
    }
    return offset;
  }

  private plain(node: unknown, path: DocumentPath): unknown {
    if (isMap(node)) {
      return Object.fromEntries(
        node.items.map((item) => {
          const key = isScalar(item.key) ? String(item.key.value) : '';
          return [key, this.plain(item.value, [...path, key])];
        }),
      );
    }
    if (isSeq(node)) return node.items.map((item, index) => this.plain(item, [...path, index]));
    if (isScalar(node)) return typeof node.value === 'string' ? this.substituted(node.value, path) : node.value;
    if (isAlias(node)) this.report('F02', path, 'Anchors and aliases are not supported here.', 'Write the value out.');
    return undefined;
  }

  /** `${NAME}` becomes the variable's value, `$${` a literal `${`. */
  private substituted(text: string, path: DocumentPath): string | undefined {
    const alone = LONE_REFERENCE.exec(text)?.[1];
    if (alone !== undefined && !this.environment[alone] && this.mayStayUnresolved(path)) {
      this.unresolved.set(formatPath(path), this.missingVariable(alone, path));
      return undefined;
    }
    return text.replace(REFERENCE, (reference, whole: string, name: string | undefined) => {
      if (name === undefined) return whole;
      const value = this.environment[name];
      if (value === undefined || value === '') {
        this.findings.push(this.missingVariable(name, path));
        return reference;
      }
      return value;
    });
  }

  private missingVariable(name: string, path: DocumentPath): ConfigurationFinding {
    const { line, col } = this.lines.linePos(this.offsetOf(path));
    const message = `The environment variable ${name} is not set.`;
    return { ...this.finding('F03', line, col, formatPath(path), message), fix: 'Set it before you apply this file.' };
  }
}

/** `['clients', 0, 'scope']` → `clients[0].scope`. */
export function formatPath(path: DocumentPath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
