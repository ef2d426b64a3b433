import type { Command } from 'commander';
import { answer } from '../output';
import { withServices } from '../services';

/** `gatehouse setup-code` */
export async function offerSetupCode(command: Command): Promise<void> {
  await withServices(async ({ settings, setup, clock }) => {
    const offer = await setup.offerSetup(clock.now());
    if (offer.outcome === 'complete')
      throw new Error('This instance is set up: an owner exists. Set-up does not open again.');
    const url = `${settings.issuer.url}/setup?code=${offer.code}`;
    const until = new Date(offer.expiresAt).toISOString();
    answer(command, { url, expires_at: until }, [url, `Valid once, until ${until}.`]);
  });
}
