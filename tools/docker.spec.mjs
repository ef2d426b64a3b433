import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isSupportedNode, root } from './install.mjs';

const folder = join(root, 'docker');
const read = (file) => readFileSync(join(root, file), 'utf8');
const dockerfiles = readdirSync(folder).filter((file) => file.endsWith('.Dockerfile'));
const composeFiles = readdirSync(folder).filter((file) => /^compose\..*\.yaml$/.test(file));
const documented = new Set([...read('.env.example').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name));

/** What `npm run build` makes: application → the file that starts it. */
const startFiles = {
  api: 'dist/apps/api/main.js',
  cli: 'dist/apps/cli/main.js',
  demo: 'dist/apps/demo/main.js',
  console: 'dist/apps/console/apps/console/server.js',
};

/** Instructions of a Dockerfile as `[keyword, rest]`, continued lines joined, comments dropped. */
function instructions(text) {
  return text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => /^(\w+)\s+(.*)$/.exec(line).slice(1));
}

test('there are images and compositions to look at', () => {
  expect(dockerfiles.sort()).toEqual(['api.Dockerfile', 'console.Dockerfile']);
  expect(composeFiles.sort()).toEqual(['compose.embedded.yaml', 'compose.mysql.yaml']);
});

describe.each(dockerfiles)('%s', (file) => {
  const all = instructions(read(`docker/${file}`));
  const of = (keyword) => all.filter(([name]) => name === keyword).map(([, rest]) => rest);

  test('copies and starts what the build makes', () => {
    for (const rest of of('COPY')) {
      const words = rest.split(/\s+/);
      const fromBuild = words[0].startsWith('--from=');
      for (const source of words.slice(fromBuild ? 1 : 0, -1)) {
        const path = source.replace(/^\/gatehouse\//, '');
        const application = /^dist\/apps\/(\w+)$/.exec(path)?.[1];
        if (application) expect(startFiles).toHaveProperty(application);
        else expect([path, existsSync(join(root, path))]).toEqual([path, true]);
      }
    }
    const [command] = of('CMD').map((text) => JSON.parse(text));
    expect(command[0]).toBe('node');
    expect(Object.values(startFiles)).toContain(command[1]);
    const application = /^dist\/apps\/(\w+)/.exec(command[1])[1];
    expect(JSON.parse(read(`apps/${application}/project.json`)).targets).toHaveProperty('build');
    expect(of('COPY').some((rest) => rest.includes(`dist/apps/${application} `))).toBe(true);
  });

  test('runs tools and projects that exist', () => {
    const steps = of('RUN').join('\n');
    const tools = [...steps.matchAll(/node (tools\/\S+)/g)].map(([, tool]) => tool);
    expect(tools.length).toBeGreaterThan(0);
    for (const tool of tools) expect([tool, existsSync(join(root, tool))]).toEqual([tool, true]);
    const names = [...steps.matchAll(/--projects (\S+)/g)].flatMap(([, list]) => list.split(','));
    for (const name of names) expect(existsSync(join(root, 'apps', name, 'project.json'))).toBe(true);
  });

  test('runs on a Node that we run on, as nobody special, with a health check', () => {
    for (const image of of('FROM')) expect(isSupportedNode(`${/^node:(\d+)/.exec(image)[1]}.999.0`)).toBe(true);
    const last = all.map(([name]) => name).lastIndexOf('FROM');
    const final = all.slice(last);
    expect(final.filter(([name]) => name === 'USER')).toEqual([['USER', 'node']]);
    const [, check] = final.find(([name]) => name === 'HEALTHCHECK');
    const command = JSON.parse(check.slice(check.indexOf('CMD ') + 4));
    expect(command.slice(0, 2)).toEqual(['node', '-e']);
    expect(() => new Function(command[2])).not.toThrow();
  });

  test('the health check asks the probe of its part', () => {
    const [, path] = /\$\{process\.env\.PORT\}(\/[\w/]*)/.exec(of('HEALTHCHECK')[0]);
    expect(path).toBe(file.startsWith('api') ? '/health/live' : '/health');
  });
});

describe.each(composeFiles)('%s', (file) => {
  const text = read(`docker/${file}`);
  const { services, volumes } = parse(text);

  test('builds from files that exist', () => {
    for (const { build } of Object.values(services)) {
      if (build) expect(existsSync(join(folder, build.context, build.dockerfile))).toBe(true);
    }
  });

  test('sets only variables that .env.example describes', () => {
    for (const name of ['api', 'console']) {
      for (const variable of Object.keys(services[name].environment)) expect(documented).toContain(variable);
    }
  });

  test('tells the API and the console the same of the console', () => {
    for (const variable of ['ISSUER_URL', 'CONSOLE_URL', 'CONSOLE_KEY']) {
      expect(services.api.environment).toHaveProperty(variable);
      expect(services.console.environment[variable]).toBe(services.api.environment[variable]);
    }
  });

  test('names only volumes and services that it has', () => {
    for (const service of Object.values(services)) {
      for (const dependency of Object.keys(service.depends_on ?? {})) expect(services).toHaveProperty(dependency);
      for (const volume of service.volumes ?? []) expect(volumes).toHaveProperty(volume.split(':')[0]);
    }
  });

  test('asks for its secrets and contains none', () => {
    const isMysql = file.includes('mysql');
    expect(services.api.environment.DATABASE_URL.startsWith(isMysql ? 'mysql:' : 'sqlite:')).toBe(true);
    if (isMysql) expect(services.api.environment.MASTER_KEY).toMatch(/^\$\{MASTER_KEY:\?/);
    else expect(services.api.environment).not.toHaveProperty('MASTER_KEY');
    expect(services.api.environment.CONSOLE_KEY).toMatch(/^\$\{CONSOLE_KEY:\?/);
    for (const line of text.split('\n').filter((each) => /^\s+\w*(PASSWORD|KEY|SECRET)\w*:/.test(each))) {
      expect(line).toMatch(/: (\$\{|'yes')/);
    }
  });
});
