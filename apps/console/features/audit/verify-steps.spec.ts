import { type Verification, type VerifyState, verifySteps } from './verify-steps';

const stretch = (part: Partial<Verification>): Verification => ({
  verdict: 'sound',
  fault: null,
  from: 1,
  through: 0,
  events: 0,
  unsealed: 0,
  checkpoints: 0,
  next_after: null,
  ...part,
});

async function run(answers: readonly Verification[]): Promise<{ states: VerifyState[]; asked: number[] }> {
  const asked: number[] = [];
  const states: VerifyState[] = [];
  const left = [...answers];
  const steps = verifySteps((after) => {
    asked.push(after);
    const next = left.shift();
    return next ? Promise.resolve(next) : Promise.reject(new Error('asked too often'));
  });
  for await (const state of steps) states.push(state);
  return { states, asked };
}

describe('verifying in steps', () => {
  it('goes on where the stretch before ended, and adds up', async () => {
    const { states, asked } = await run([
      stretch({ through: 100, events: 100, checkpoints: 2, next_after: 100 }),
      stretch({ from: 101, through: 130, events: 30, checkpoints: 1, unsealed: 4 }),
    ]);
    expect(asked).toEqual([0, 100]);
    expect(states.map(({ done }) => done)).toEqual([false, true]);
    expect(states[1]).toMatchObject({ from: 1, through: 130, events: 130, checkpoints: 3, unsealed: 4, fault: null });
  });

  it('ends at a fault', async () => {
    const fault = { kind: 'event_changed', seq: 7, event_id: 'x', message: 'edited' } as Verification['fault'];
    const { states, asked } = await run([stretch({ verdict: 'faulty', through: 6, events: 6, fault })]);
    expect(asked).toHaveLength(1);
    expect(states.at(-1)).toMatchObject({ done: true, fault });
  });

  it('ends when the server does not get on', async () => {
    const { asked } = await run([stretch({ next_after: 5, through: 5 }), stretch({ next_after: 5, through: 5 })]);
    expect(asked).toEqual([0, 5]);
  });
});
