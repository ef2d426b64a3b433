import { DEFAULT_KEY_LIFECYCLE, dueKeySteps } from './key-lifecycle.policy';
import type { SigningKeyRecord } from '../records/signing-key';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

function key(
  state: SigningKeyRecord['state'],
  ageInDays: number,
  times: Partial<SigningKeyRecord> = {},
): SigningKeyRecord {
  const createdAt = NOW - ageInDays * DAY;
  return {
    id: `${state}-${ageInDays}`,
    algorithm: 'ES256',
    generation: 1,
    state,
    publicJwk: {},
    privateKeySealed: Buffer.alloc(0),
    createdAt,
    activatedAt: state === 'next' ? null : createdAt,
    retiringAt: null,
    retiredAt: null,
    revokedAt: null,
    ...times,
  };
}

function due(keys: SigningKeyRecord[], hasten = false) {
  return dueKeySteps(keys, ['ES256'], DEFAULT_KEY_LIFECYCLE, NOW, hasten).map((step) =>
    step.step === 'create' ? `create ${step.state}` : `${step.key.id} to ${step.to}`,
  );
}

describe('OpenID Connect Core §10.1.1: rotation of signing keys', () => {
  it('makes a key that signs at once when there is none', () => {
    expect(due([])).toEqual(['create active']);
  });

  it('leaves a young key alone', () => {
    expect(due([key('active', 75)])).toEqual([]);
  });

  it('announces a successor 14 days before the active key is 90 days old', () => {
    expect(due([key('active', 76)])).toEqual(['create next']);
  });

  it('hands over when the active key is old enough and the successor was announced long enough', () => {
    expect(due([key('active', 90), key('next', 13)])).toEqual([]);
    expect(due([key('active', 89), key('next', 20)])).toEqual([]);
    expect(due([key('active', 90), key('next', 14)])).toEqual(['next-14 to active', 'active-90 to retiring']);
  });

  it('keeps a retiring key published for as long as what it signed may be shown', () => {
    expect(due([key('active', 1), key('retiring', 100, { retiringAt: NOW - 13 * DAY })])).toEqual([]);
    expect(due([key('active', 1), key('retiring', 100, { retiringAt: NOW - 14 * DAY })])).toEqual([
      'retiring-100 to retired',
    ]);
  });

  it('when hastened, announces first and hands over at the second call', () => {
    expect(due([key('active', 1)], true)).toEqual(['create next']);
    expect(due([key('active', 1), key('next', 0)], true)).toEqual(['next-0 to active', 'active-1 to retiring']);
  });

  it('looks at each algorithm by itself', () => {
    const steps = dueKeySteps([key('active', 1)], ['ES256', 'RS256'], DEFAULT_KEY_LIFECYCLE, NOW);
    expect(steps).toEqual([{ step: 'create', algorithm: 'RS256', state: 'active' }]);
  });
});
