/** What the console reads from the environment, at each call: one build serves every installation. */
export function consoleEnvironment(): { issuerUrl: string } {
  return { issuerUrl: (process.env['ISSUER_URL'] ?? 'http://localhost:4000').replace(/\/+$/, '') };
}
