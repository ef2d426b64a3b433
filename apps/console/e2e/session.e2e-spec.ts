/** Signing in and out of the console, and what its browser may and may not hold. */
import { violations } from '@gatehouse/api/testing';
import { ConsoleStage, describeInBrowser } from './support/stage';

describeInBrowser('[browser] the console’s session', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.start();
  });
  afterAll(() => stage.stop());

  it('signs an owner in through the issuer and shows the page that was asked for', async () => {
    const { page, faults, context } = await stage.signIn('owner', '/overview');
    expect(new URL(page.url()).pathname).toBe('/overview');
    expect(faults).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
