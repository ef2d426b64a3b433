// Collects section marks such as `RFC 6749 §4.1.3` from the sources into docs/spec-map.md: which clause lives where, and
// what tests it. `--check` only says whether the document is stale.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { root } from './install.mjs';

const target = join(root, 'docs/spec-map.md');
const section = '(?:\\d+|[A-Z])(?:\\.\\d+)*';
const marks = new RegExp(
  `(RFC \\d+|(?:OpenID Connect|OAuth 2\\.\\d)(?: [A-Z][A-Za-z0-9-]*)+) ?((?:(?:, | and | or |, and |–)?§ ?${section})+)`,
  'g',
);

/** The marks in a text, as `[document, section]`. A comment may break its line between the two. */
export function marksIn(text) {
  const found = [];
  for (const [, document, sections] of text.replace(/\s*\n\s*(?:\*(?!\/)|\/\/)?\s*/g, ' ').matchAll(marks)) {
    for (const [, number] of sections.matchAll(new RegExp(`§ ?(${section})`, 'g'))) found.push([document, number]);
  }
  return found;
}

const isTest = (file) => /\.(?:e2e-)?spec\.tsx?$/.test(file) || /\/(?:testing|e2e)\//.test(file);

/** `files`: `[path from the root, text]`. Returns document → section → { sources, tests }, all sorted. */
export function collect(files) {
  const documents = new Map();
  for (const [file, text] of files) {
    for (const [document, number] of marksIn(text)) {
      if (!documents.has(document)) documents.set(document, new Map());
      const sections = documents.get(document);
      if (!sections.has(number)) sections.set(number, { sources: new Set(), tests: new Set() });
      sections.get(number)[isTest(file) ? 'tests' : 'sources'].add(file);
    }
  }
  return documents;
}

// Neither the locale nor the machine may change the order of a file that is compared byte for byte.
const collator = new Intl.Collator('en', { numeric: true });
const inOrder = (values) => [...values].sort(collator.compare);

/** The text of docs/spec-map.md. */
export function render(documents) {
  const lines = [
    '# Where each clause lives',
    '',
    'Made by `node tools/spec-map.mjs` from the section marks in the sources; do not edit it by hand.',
  ];
  const links = (files) => inOrder(files).map((file) => `[${file.split('/').at(-1)}](../${file})`);
  const names = inOrder(documents.keys());
  const isRfc = (name) => name.startsWith('RFC');
  for (const document of [...names.filter(isRfc), ...names.filter((name) => !isRfc(name))]) {
    lines.push('', `## ${document}`, '', '| section | source | tests |', '| --- | --- | --- |');
    for (const number of inOrder(documents.get(document).keys())) {
      const { sources, tests } = documents.get(document).get(number);
      lines.push(`| §${number} | ${links(sources).join(' · ')} | ${links(tests).join(' · ')} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function sources() {
  return ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((file) => `${folder}/${file.split(sep).join('/')}`)
      .filter((file) => /\.tsx?$/.test(file) && !/(?:^|\/)(?:node_modules|\.next|dist)\//.test(file))
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  );
}

if (process.argv[1]?.endsWith('spec-map.mjs')) {
  const text = render(collect(sources()));
  let current = '';
  try {
    current = readFileSync(target, 'utf8');
  } catch {
    // Not made yet.
  }
  if (current.replaceAll('\r\n', '\n') === text) console.log('docs/spec-map.md is up to date');
  else if (process.argv.includes('--check')) {
    console.error('docs/spec-map.md is stale: run `node tools/spec-map.mjs`.');
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    console.log('docs/spec-map.md written');
  }
}
