/** Small checks of types and members that the sections of the file share. */
import type { DocumentPath, SourceDocument } from './source-document';

export type PlainRecord = Readonly<Record<string, unknown>>;

export function isPlainRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads members of one mapping and reports what is wrong with them. */
export class MemberReader {
  constructor(
    readonly document: SourceDocument,
    readonly record: PlainRecord,
    readonly path: DocumentPath,
  ) {}

  at(...more: (string | number)[]): DocumentPath {
    return [...this.path, ...more];
  }

  /** A misspelt member must not be ignored silently. */
  only(...members: string[]): void {
    for (const member of Object.keys(this.record)) {
      if (members.includes(member)) continue;
      this.document.report('F05', this.at(member), `"${member}" is not known here.`, `Known: ${members.join(', ')}.`);
    }
  }

  text(member: string, options: { required?: boolean; maximum?: number } = {}): string | undefined {
    const value = this.record[member];
    if (value === undefined || value === null || value === '') {
      if (options.required) this.document.report('F06', this.path, `"${member}" is missing.`, `Add "${member}".`);
      return undefined;
    }
    const maximum = options.maximum ?? 255;
    if (typeof value !== 'string') this.document.report('F07', this.at(member), `"${member}" must be a text.`);
    else if (value.length > maximum) {
      this.document.report('F08', this.at(member), `"${member}" is longer than ${maximum} characters.`);
    } else return value;
    return undefined;
  }

  flag(member: string): boolean | undefined {
    const value = this.record[member];
    if (value === undefined || typeof value === 'boolean') return value;
    this.document.report('F07', this.at(member), `"${member}" must be true or false.`, 'Write it without quotes.');
    return undefined;
  }

  wholeNumber(member: string, minimum: number, maximum: number): number | undefined {
    const value = this.record[member];
    if (value === undefined) return undefined;
    if (Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum)
      return value as number;
    this.document.report('F09', this.at(member), `"${member}" must be a whole number from ${minimum} to ${maximum}.`);
    return undefined;
  }

  oneOf<T extends string>(member: string, values: readonly T[]): T | undefined {
    const value = this.record[member];
    if (value === undefined) return undefined;
    const known = values.find((candidate) => candidate === value);
    if (known === undefined) {
      this.document.report(
        'F10',
        this.at(member),
        `"${member}" has an unknown value.`,
        `Use one of: ${values.join(', ')}.`,
      );
    }
    return known;
  }

  /** The entries of a list; undefined members count as an empty list. */
  list(member: string): readonly unknown[] {
    const value = this.record[member];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.document.report('F07', this.at(member), `"${member}" must be a list.`, 'Begin each entry with a dash.');
    return [];
  }

  /** A reader for each mapping in a list. */
  records(member: string): MemberReader[] {
    return this.list(member).flatMap((entry, index) => {
      if (isPlainRecord(entry)) return [new MemberReader(this.document, entry, this.at(member, index))];
      this.document.report('F07', this.at(member, index), `Entries of "${member}" must have members.`);
      return [];
    });
  }
}
