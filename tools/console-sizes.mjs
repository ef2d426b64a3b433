// How much JavaScript a browser loads before a page of the console works: for each route, the scripts of its HTML, gzipped.
import { existsSync, readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Most kilobytes (1,000 bytes) of a route. What is loaded later, such as charts and the palette, does not count. */
export const LIMIT = 200;

/**
 * @param folder Next's build folder, `.next`
 * @returns `{ route, kilobytes }` for each page, the largest first
 */
export function firstLoadSizes(folder) {
  const { rootMainFiles } = JSON.parse(readFileSync(join(folder, 'build-manifest.json'), 'utf8'));
  const sizes = new Map();
  const sizeOf = (file) => {
    if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(folder, file))).length);
    return sizes.get(file);
  };
  const pages = Object.keys(JSON.parse(readFileSync(join(folder, 'server/app-paths-manifest.json'), 'utf8')));
  return pages
    .filter((page) => page.endsWith('/page') && !page.startsWith('/_'))
    .map((page) => {
      const manifest = join(folder, `server/app${page}_client-reference-manifest.js`);
      const files = new Set([...rootMainFiles, ...(existsSync(manifest) ? entryFiles(manifest) : [])]);
      const bytes = [...files].reduce((sum, file) => sum + sizeOf(file), 0);
      return { route: routeOf(page), kilobytes: bytes / 1000 };
    })
    .sort((one, other) => other.kilobytes - one.kilobytes);
}

/** The scripts of a page and of the layouts around it; error and not-found pages come only when they are needed. */
function entryFiles(manifest) {
  const context = createContext({});
  runInContext(readFileSync(manifest, 'utf8'), context);
  const [page] = Object.values(runInContext('globalThis.__RSC_MANIFEST', context));
  return Object.entries(page.entryJSFiles).flatMap(([entry, files]) => (/\/(layout|page)$/.test(entry) ? files : []));
}

const routeOf = (page) => page.replace(/\/page$/, '').replace(/\/\([^)]*\)/g, '') || '/';
