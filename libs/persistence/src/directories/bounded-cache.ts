/** A cache that forgets what was used longest ago, and loads each missing value once however many ask for it. */

export interface CacheLimits {
  /** Values kept at most. */
  readonly found: number;
  /** Keys known to have no value kept at most: strangers choose them. */
  readonly missing: number;
  /** How long a missing value is believed, milliseconds. */
  readonly missingFor: number;
}

export class BoundedCache<Value> {
  private found = new Map<string, Value>();
  private missing = new Map<string, number>();
  private loading = new Map<string, Promise<Value | undefined>>();
  /** Rises with `clear`: what was read before must not be remembered after. */
  private age = 0;

  constructor(
    private readonly load: (key: string) => Promise<Value | undefined>,
    private readonly limits: CacheLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The value at once when it is known, otherwise a promise of it. */
  get(key: string): Value | undefined | Promise<Value | undefined> {
    const known = this.found.get(key);
    if (known !== undefined) {
      // Used last, forgotten last. While there is room for all, the order does not matter.
      if (this.found.size >= this.limits.found) {
        this.found.delete(key);
        this.found.set(key, known);
      }
      return known;
    }
    const believedUntil = this.missing.get(key);
    if (believedUntil !== undefined && believedUntil > this.now()) return undefined;
    return this.loading.get(key) ?? this.fetch(key);
  }

  clear(): void {
    this.age += 1;
    this.found = new Map();
    this.missing = new Map();
    this.loading = new Map();
  }

  private fetch(key: string): Promise<Value | undefined> {
    const { age, loading } = this;
    const promise = this.load(key)
      .then((value) => {
        if (age === this.age) this.remember(key, value);
        return value;
      })
      .finally(() => loading.delete(key));
    loading.set(key, promise);
    return promise;
  }

  private remember(key: string, value: Value | undefined): void {
    if (value === undefined) {
      this.missing.delete(key);
      this.missing.set(key, this.now() + this.limits.missingFor);
      forgetOldest(this.missing, this.limits.missing);
    } else {
      this.missing.delete(key);
      this.found.set(key, value);
      forgetOldest(this.found, this.limits.found);
    }
  }
}

function forgetOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}
