/**
 * Something of which a process has one, whatever the bundles: Next loads a module once for pages and once for route
 * handlers, and both must see the same sessions.
 */
export function onePerProcess<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`gatehouse.console.${name}`);
  const home = globalThis as unknown as Record<symbol, T | undefined>;
  return (home[key] ??= make());
}
