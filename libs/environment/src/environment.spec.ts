import { getMetadataStorage } from 'class-validator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Environment, ENVIRONMENT_NAMES } from './environment';
import { readEnvironment } from './read-environment';

const example = readFileSync(join(__dirname, '../../../.env.example'), 'utf8');
const ofPeople = ENVIRONMENT_NAMES.filter((name) => name !== 'GATEHOUSE_STARTER');
/** `NAME=value`, or `# NAME=value` where there is no default to show. */
const described = [...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map((match) => match[1]);

describe('Environment', () => {
  it('has a rule for every variable', () => {
    const rules = getMetadataStorage().getTargetValidationMetadatas(Environment, '', true, false);
    expect(rules.map((rule) => rule.propertyName).sort()).toEqual([...ENVIRONMENT_NAMES].sort());
  });
});

describe('.env.example', () => {
  it('describes every variable, in the order of the class, and no other', () => {
    expect(described).toEqual(ofPeople);
  });

  it('has a comment above each variable or pair', () => {
    for (const block of example.split('\n\n').slice(1)) expect(block).toMatch(/^# .*\n/);
  });

  it('shows the defaults', () => {
    const MASTER_KEY = Buffer.alloc(32).toString('base64');
    const shown = readEnvironment({ ...parseEnv(example), MASTER_KEY });
    expect(shown.faults).toEqual([]);
    expect(shown.warnings).toEqual([]);
    expect(shown.settings).toEqual(readEnvironment({ MASTER_KEY }).settings);
  });
});
