import { lintClient, type ClientMetadata } from '@gatehouse/client-rules';
import { lintFixtures } from '@gatehouse/client-rules/testing';
import type { Client } from '../../ui/use-client';
import { bySeverity, differencesOf, gradeWithout, planOf, type Finding } from './fix-plan';

/** As the admin API answers it. */
function findingsOf(metadata: ClientMetadata, context = {}): Finding[] {
  return lintClient(metadata, context).findings.map(({ path, effect: _effect, accepted: _accepted, ...finding }) => ({
    ...finding,
    pointer: path.map((part) => `/${part}`).join(''),
  })) as unknown as Finding[];
}

/** RFC 7396. */
function patched(metadata: ClientMetadata, change: object): ClientMetadata {
  return Object.fromEntries(Object.entries({ ...metadata, ...change }).filter(([, value]) => value !== null));
}

/** How each finding is mended: by a change, in a field of the client, or not here at all. */
const WAYS: Readonly<Record<string, 'change' | 'field' | 'elsewhere'>> = {
  L01: 'change',
  L02: 'change',
  L03: 'change',
  L04: 'elsewhere',
  L05: 'change',
  L06: 'change',
  L07: 'change',
  L08: 'field',
  L09: 'change',
  L10: 'field',
  L11: 'field',
  L12: 'change',
  L13: 'elsewhere',
  L14: 'change',
  L15: 'elsewhere',
  L16: 'elsewhere',
  L17: 'field',
  L18: 'change',
};

describe('LINT1 each finding has its fix', () => {
  it.each(lintFixtures)('$rule', ({ rule, metadata, context = {} }) => {
    const [finding, ...others] = findingsOf(metadata, context);
    expect([finding?.rule, others]).toEqual([rule, []]);
    const { change, place } = planOf(finding!);
    expect(change ? 'change' : place ? 'field' : 'elsewhere').toBe(WAYS[rule]);
    if (!change) return;
    expect(findingsOf(patched(metadata, change), context)).toEqual([]);
    // Whoever would rather do it by hand is told where, and what differs is shown with a name.
    expect(place).toBeDefined();
    const differences = differencesOf(metadata as unknown as Client, change);
    expect(differences).toHaveLength(Object.keys(change).length);
    for (const { name, before, after } of differences) {
      expect(name).toMatch(/^[A-Z]/);
      expect(before).not.toEqual(after);
    }
    expect(gradeWithout([finding!], finding!)).toBe('A');
  });

  it('knows a way for every rule', () => {
    expect(lintFixtures.map(({ rule }) => rule)).toEqual(Object.keys(WAYS));
  });
});

describe('the list of findings', () => {
  it('has the worst first', () => {
    const finding = (severity: string) => ({ severity }) as Finding;
    const sorted = bySeverity(['low', 'critical', 'medium', 'high'].map(finding));
    expect(sorted.map(({ severity }) => severity)).toEqual(['critical', 'high', 'medium', 'low']);
  });

  it('says lifetimes as people do', () => {
    const client = { access_token_lifetime: 7_200 } as unknown as Client;
    expect(differencesOf(client, { access_token_lifetime: 3_600 })).toEqual([
      { name: 'Lifetime of access tokens', before: ['2 h'], after: ['1 h'] },
    ]);
  });

  it('offers no change of what the API does not take', () => {
    expect(planOf({ pointer: '/allowed_cors_origins/0', change: { allowed_cors_origins: [] } })).toEqual({
      change: undefined,
      place: undefined,
    });
  });
});
