// Who may import whom, as data. eslint.config.mjs enforces these tables, tools/fences.spec.mjs proves each of them.
// A room is a folder; a floor is a set of rooms that may look down but never up.

/**
 * Between projects: what each may import, what its tests may beside that, and the packages it may never see. Packages
 * take `*` as a wildcard.
 */
const frameworks = [
  '@nestjs/*',
  'express',
  'class-validator',
  'class-transformer',
  'rxjs',
  'next',
  'next/*',
  'react',
  'react-dom',
  'react-dom/*',
  'preact',
  'preact/*',
];
const databases = ['typeorm', '@nestjs/typeorm', 'better-sqlite3', 'mysql2', 'mysql2/*', 'ioredis'];
const pages = ['next', 'next/*', 'react', 'react-dom', 'react-dom/*'];

export const projects = [
  {
    project: 'console',
    may: ['contracts', 'client-rules'],
    // The flows start the real API on a database of their own.
    testsMay: ['api', 'persistence', 'protocol'],
    mustNotSee: [...databases, '@nestjs/*', 'express', 'preact'],
  },
  { project: 'demo', may: ['resource-server'], mustNotSee: [...databases, '@nestjs/*', ...pages] },
  {
    project: 'api',
    may: ['protocol', 'identity', 'audit', 'client-rules', 'persistence', 'contracts', 'configuration', 'environment'],
    // The flows look at us through what an API would use.
    testsMay: ['resource-server'],
    mustNotSee: [...databases, ...pages],
  },
  {
    project: 'cli',
    may: ['contracts', 'persistence', 'client-rules', 'configuration', 'protocol', 'identity', 'audit', 'environment'],
    mustNotSee: ['express', '@nestjs/platform-express', ...pages],
  },
  {
    project: 'configuration',
    may: ['protocol', 'identity', 'audit', 'client-rules', 'contracts'],
    mustNotSee: [...frameworks, ...databases],
  },
  {
    project: 'persistence',
    may: ['protocol', 'identity', 'audit'],
    mustNotSee: ['express', '@nestjs/platform-express', 'class-validator', 'preact', ...pages],
  },
  { project: 'protocol', may: ['client-rules', 'audit'], mustNotSee: [...frameworks, ...databases] },
  { project: 'identity', may: ['audit'], mustNotSee: [...frameworks, ...databases] },
  { project: 'audit', may: [], mustNotSee: [...frameworks, ...databases] },
  { project: 'client-rules', may: [], mustNotSee: [...frameworks, ...databases] },
  {
    project: 'environment',
    may: [],
    mustNotSee: [...frameworks.filter((name) => name !== 'class-validator'), ...databases],
  },
  { project: 'contracts', may: [], mustNotSee: [...frameworks, ...databases] },
  { project: 'resource-server', may: [], mustNotSee: [...frameworks, ...databases] },
];

/**
 * Floors of libs/protocol/src, lowest first: a file may import its own floor and those below. What no floor names is the
 * top floor: the endpoints. Paths are without extension; a trailing slash means the whole folder.
 */
export const protocolFloors = [
  ['vocabulary/', 'errors/', 'crypto/'],
  ['records/', 'ports/', 'events/'],
  [
    'client-authentication/',
    'token/issue/',
    'keys/',
    // Contracts: shapes that grants, extensions and endpoints agree on.
    'protocol-options',
    'protocol-context',
    'grants/grant',
    'extensions/extension',
    'authorize/phases',
    'authorize/authorize.context',
    'authorize/authorize.reply',
    'token/proven-authorization',
  ],
  ['grants/', 'extensions/'],
];

const protocol = 'libs/protocol/src/';
const spec = '\\.(e2e-)?spec$';
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const onFloor = (entry) => (entry.endsWith('/') ? escape(entry) : `${escape(entry)}$`);

/** A file on floor n may reach floors 0 to n, so everything else under src/ is denied. */
function floorFences() {
  return protocolFloors.map((floor, index) => {
    const below = protocolFloors.slice(0, index + 1).flat();
    // A contract inside a higher floor's folder belongs to the lower floor.
    const lower = protocolFloors.slice(0, index).flat();
    const earlier = lower.length > 0 ? `(?!${lower.map(onFloor).join('|')})` : '';
    return {
      name: `protocol floor ${index}`,
      from: `^${protocol}${earlier}(?:${floor.map(onFloor).join('|')})`,
      except: spec,
      deny: `^${protocol}(?!${below.map(onFloor).join('|')})`,
      message: `This is floor ${index} of the protocol; it may import only floors 0 to ${index} (eslint.fences.mjs).`,
    };
  });
}

/**
 * Rooms of apps/api/src that every other room may import, lowest first: each knows only those before it. All other rooms
 * are strangers to each other; wiring/ and the files beside the rooms bring them together.
 */
export const sharedRooms = ['config', 'http', 'interaction/pages', 'interaction/browser'];

const api = 'apps/api/src/';

function roomFences() {
  const shared = sharedRooms.map((room, index) => ({
    name: `shared room ${room}`,
    from: `^${api}${room}/`,
    except: spec,
    deny: `^${api}(?!(?:${sharedRooms.slice(0, index + 1).join('|')})/|wiring/tokens$)`,
    message: `${room}/ is what every room shares; it knows none of them (eslint.fences.mjs, sharedRooms).`,
  }));
  const rooms = {
    name: 'rooms of the API do not import each other',
    from: `^${api}(?!(?:wiring|${sharedRooms.join('|')})/)([^/]+)/`,
    except: spec,
    deny: `^${api}(?!$1/|(?:${sharedRooms.join('|')})/|wiring/tokens$)`,
    message: `A room of the API imports only itself, ${sharedRooms.map((room) => `${room}/`).join(', ')} and the names in wiring/tokens.`,
  };
  return [rooms, ...shared];
}

/**
 * Fences inside projects. All are regular expressions on paths from the root, without extension: `from` (and not `except`)
 * says whose imports are looked at; `deny` says what they may not name. `$1` in `deny` is the first group of `from`.
 * A package is written as `package:name`, a Node module as `package:node:name`.
 */
export const fences = [
  ...floorFences(),
  {
    name: 'vocabulary imports nothing',
    from: `^${protocol}vocabulary/`,
    except: spec,
    deny: `^(?!${protocol}vocabulary/)`,
    message: 'The vocabulary imports nothing: it is what everything else is written in.',
  },
  {
    name: 'authorize does not import token',
    from: `^${protocol}authorize/`,
    deny: `^${protocol}token/(?!issue/)`,
    message: 'authorize/ and token/ meet only through stored records.',
  },
  {
    name: 'token does not import authorize',
    from: `^${protocol}token/`,
    deny: `^${protocol}authorize/`,
    message: 'authorize/ and token/ meet only through stored records.',
  },
  {
    name: 'no grant imports a grant',
    from: `^${protocol}grants/([^/]+)/`,
    deny: `^${protocol}grants/(?!$1/|grant$)`,
    message: 'A grant type does not know the others.',
  },
  {
    name: 'no extension imports an extension',
    from: `^${protocol}extensions/([^/]+)/`,
    deny: `^${protocol}extensions/(?!$1/|extension$)`,
    message: 'An extension does not know the others.',
  },
  {
    name: 'only the list names the grants',
    from: `^${protocol}(?!grants/registered-grants$|grants/[^/]+/|index$)`,
    except: spec,
    deny: `^${protocol}grants/[^/]+/`,
    message: 'Grant types are named in grants/registered-grants.ts only.',
  },
  {
    name: 'only the list names the extensions',
    from: `^${protocol}(?!extensions/registered-extensions$|extensions/[^/]+/|index$)`,
    except: spec,
    deny: `^${protocol}extensions/[^/]+/`,
    message: 'Extensions are named in extensions/registered-extensions.ts only.',
  },
  {
    name: 'jose only in jws',
    from: '^libs/protocol/(?!src/crypto/jws$)',
    except: spec,
    deny: '^package:jose(/|$)',
    message: 'Tokens are signed and verified in libs/protocol/src/crypto/jws.ts only.',
  },
  {
    name: 'test fixtures stay in tests',
    from: '^(?:libs|apps)/[^/]+/src/',
    except: spec,
    deny: '^(?:libs/[^/]+/testing/|package:@gatehouse/[^/]+/testing$)',
    message: 'testing/ is for specs.',
  },
  {
    name: 'client rules run in a browser',
    from: '^libs/client-rules/src/',
    except: spec,
    deny: '^package:node:',
    message: 'client-rules run in the console too, where there is no Node.',
  },
  {
    name: 'no feature of the console imports a feature',
    from: '^apps/console/features/([^/]+)/',
    deny: '^apps/console/features/(?!$1/)',
    message: 'A feature of the console does not know the others; what two need goes to ui/.',
  },
  {
    name: 'what the console shares knows no feature',
    from: '^apps/console/(?:ui|shell|server)/',
    except: spec,
    deny: '^apps/console/(?:features|app)/',
    message: 'ui/, shell/ and server/ are what every page of the console stands on.',
  },
  ...roomFences(),
  {
    name: 'tokens are only names',
    from: `^${api}wiring/tokens$`,
    deny: `^${api}`,
    message: 'wiring/tokens is where rooms learn the names of what they ask for; it knows none of them.',
  },
];

/** The only files that may read process.env. */
export const environmentReaders = [
  'apps/api/src/config/**',
  'apps/demo/src/config.ts',
  'apps/cli/src/config.ts',
  'apps/console/server/env.ts',
  'apps/console/next.config.ts',
  'tools/**',
  'bench/**',
];

/** Folder names that say nothing. */
export const emptyNames = ['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'misc'];
