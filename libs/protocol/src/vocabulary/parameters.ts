/**
 * Request parameters as sent: ordered name and value pairs. Unknown ones are ignored, an empty value counts as absent,
 * and a repeated one is refused unless its extension allows repetition. RFC 6749 §3.1, §3.2.
 */

export type ParameterList = readonly (readonly [name: string, value: string])[];

export class Parameters {
  private readonly values = new Map<string, string[]>();

  constructor(readonly list: ParameterList) {
    for (const [name, value] of list) {
      if (value === '') continue;
      const known = this.values.get(name);
      if (known) known.push(value);
      else this.values.set(name, [value]);
    }
  }

  /** The value of `name`, or undefined when absent. For a repeated parameter the first. */
  get(name: string): string | undefined {
    return this.values.get(name)?.[0];
  }

  /** Every value of a repeatable parameter, in order. */
  all(name: string): readonly string[] {
    return this.values.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** The first name that was sent more than once and may not be, or undefined. RFC 6749 §3.1. */
  repeated(repeatable: readonly string[]): string | undefined {
    for (const [name, values] of this.values) {
      if (values.length > 1 && !repeatable.includes(name)) return name;
    }
    return undefined;
  }
}
