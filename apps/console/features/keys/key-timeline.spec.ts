import { timelineOf } from './key-timeline';
import { countdown, shortKid, type SigningKey, stateWord } from './key-words';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

function key(part: Partial<SigningKey>): SigningKey {
  return {
    self: '',
    kid: 'k',
    algorithm: 'ES256',
    generation: 1,
    state: 'active',
    published: true,
    created_at: NOW - 40 * DAY,
    activated_at: NOW - 26 * DAY,
    retiring_at: null,
    retired_at: null,
    revoked_at: null,
    tokens_end_by: null,
    public_jwk: {},
    actions: [],
    ...part,
  };
}
const guard = (action: 'activate' | 'retire', allowedFrom: number) => [
  { action, allowed: false, forcible: true, reason: 'Too soon.', allowed_from: allowedFrom },
];
const days = (keys: readonly SigningKey[]) =>
  timelineOf(keys, NOW).groups.map(({ algorithm, lanes }) => [
    algorithm,
    lanes.map(({ segments }) =>
      segments.map(({ state, from, to, planned }) => [state, (from - NOW) / DAY, (to - NOW) / DAY, planned]),
    ),
  ]);

describe('the timeline of signing keys', () => {
  it('shows what a key was, and until when it has to stay what it is', () => {
    const next = key({
      state: 'next',
      created_at: NOW - 4 * DAY,
      activated_at: null,
      actions: guard('activate', NOW + 10 * DAY),
    });
    const retiring = key({
      state: 'retiring',
      created_at: NOW - 100 * DAY,
      activated_at: NOW - 90 * DAY,
      retiring_at: NOW - 2 * DAY,
      actions: guard('retire', NOW + 12 * DAY),
    });
    expect(days([next, key({}), retiring])).toEqual([
      [
        'ES256',
        [
          [
            ['announced', -100, -90, false],
            ['active', -90, -2, false],
            ['retiring', -2, 0, false],
            ['retiring', 0, 12, true],
          ],
          [
            ['announced', -40, -26, false],
            ['active', -26, 0, false],
            ['active', 0, 12, true],
          ],
          [
            ['announced', -4, 0, false],
            ['announced', 0, 10, true],
          ],
        ],
      ],
    ]);
  });

  it('ends with a key that is gone, also one that never signed', () => {
    const withdrawn = key({ state: 'retired', activated_at: null, retired_at: NOW - 30 * DAY });
    expect(days([withdrawn])).toEqual([['ES256', [[['announced', -40, -30, false]]]]]);
  });

  it('leaves out what took no time, and shows a week on either side', () => {
    const first = key({ created_at: NOW, activated_at: NOW, algorithm: 'RS256' });
    expect(days([first])).toEqual([['RS256', [[['active', 0, 7, true]]]]]);
    expect(timelineOf([first], NOW)).toMatchObject({ from: NOW - 7 * DAY, to: NOW + 7 * DAY });
    expect(timelineOf([], NOW).groups).toEqual([]);
  });
});

describe('words about keys', () => {
  it('counts down in its two largest units', () => {
    expect(countdown(13 * DAY + 4 * 3_600_000 + 5_000)).toBe('13 d 4 h');
    expect(countdown(3_600_000)).toBe('1 h');
    expect(countdown(63_000)).toBe('1 min 3 s');
    expect(countdown(-5)).toBe('0 s');
  });

  it('calls a key by its state', () => {
    expect(stateWord(key({ state: 'next' }))).toBe('announced');
    expect(stateWord(key({ state: 'retired', revoked_at: NOW }))).toBe('revoked');
    expect(shortKid('01a22360-e19c-73eb-8746-ebc8a1db9f9f')).toBe('01a2…db9f9f');
  });
});
