// ESLint rules of our own. What they forbid is data: eslint.fences.mjs.
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyNames, fences } from '../eslint.fences.mjs';

const root = join(fileURLToPath(import.meta.url), '../..');
const fromRoot = (file) => relative(root, file).split(sep).join('/');
const withoutExtension = (file) => file.replace(/\.(?:d\.)?[cm]?[jt]sx?$/, '');

/** The fences around one file: its own patterns filled in. */
function fencesAround(file) {
  return fences.flatMap((fence) => {
    const match = new RegExp(fence.from).exec(file);
    if (!match || (fence.except && new RegExp(fence.except).test(file))) return [];
    const room = (match[1] ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return [{ ...fence, denied: new RegExp(fence.deny.replaceAll('$1', room)) }];
  });
}

/** An import as the fences name it: a path from the root, or `package:name`. */
function target(file, specifier) {
  if (!specifier.startsWith('.')) return `package:${specifier}`;
  return withoutExtension(join(dirname(file), specifier).split(sep).join('/'));
}

const fencesRule = {
  meta: { type: 'problem', schema: [], messages: { fence: '{{message}} [{{name}}]' } },
  create(context) {
    const file = withoutExtension(fromRoot(context.filename));
    const around = fencesAround(file);
    if (around.length === 0) return {};
    const look = (node, specifier) => {
      if (typeof specifier !== 'string') return;
      const imported = target(file, specifier);
      for (const { denied, message, name } of around) {
        if (denied.test(imported)) context.report({ node, messageId: 'fence', data: { message, name } });
      }
    };
    return {
      ImportDeclaration: (node) => look(node, node.source.value),
      ExportAllDeclaration: (node) => look(node, node.source.value),
      ExportNamedDeclaration: (node) => look(node, node.source?.value),
      ImportExpression: (node) => look(node, node.source.value),
      TSImportType: (node) => look(node, node.source?.value ?? node.argument?.literal?.value),
      CallExpression: (node) => {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require') look(node, node.arguments[0]?.value);
      },
    };
  },
};

const namesRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      folder: 'A folder named "{{name}}" says nothing: name what is in it.',
      barrel: 'No barrels: only a project has an index file, its front door.',
    },
  },
  create(context) {
    const file = fromRoot(context.filename);
    return {
      Program(node) {
        const folders = file.split('/').slice(0, -1);
        const empty = folders.find((name) => emptyNames.includes(name));
        if (empty) context.report({ node, messageId: 'folder', data: { name: empty } });
        const isIndex = /\/index\.tsx?$/.test(file);
        if (isIndex && !/^libs\/[^/]+\/(?:src|testing)\/index\.ts$/.test(file)) {
          context.report({ node, messageId: 'barrel' });
        }
      },
    };
  },
};

const explainedDisableRule = {
  meta: { type: 'problem', schema: [], messages: { explain: 'Say why: // eslint-disable-next-line rule -- reason' } },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value)) {
            context.report({ loc: comment.loc, messageId: 'explain' });
          }
        }
      },
    };
  },
};

export const houseRules = {
  rules: { fences: fencesRule, names: namesRule, 'explained-disable': explainedDisableRule },
};
