import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = __dirname;
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
);

describe('the plan of this library', () => {
  it.each(sources)(
    '%s runs in a browser: it imports nothing but its neighbours, and names no Node.js global',
    (name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const imports = [...text.matchAll(/(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
      expect(imports.filter((path) => !path.startsWith('./') && !path.startsWith('../'))).toEqual([]);
      expect(text).not.toMatch(/\b(?:Buffer|process|__dirname|require)\b/);
      expect(text.split('\n').length).toBeLessThanOrEqual(250);
    },
  );
});
