/** What every browser flow stands on: one API process, one client's web site under its own name, and Chromium. */
import type { Browser } from 'playwright-core';
import { Instance } from '../../support/instance';
import { ClientSite } from './client-site';
import { CONFIGURATION } from './clients';
import { launchChromium } from './hosted-browser';

export interface Stage {
  readonly instance: Instance;
  readonly issuer: string;
  /** Answers for https://client.example, https://evil.example and every other name under `example`. */
  readonly site: ClientSite;
  readonly browser: Browser;
  stop(): Promise<void>;
}

export async function startStage(configuration: string = CONFIGURATION): Promise<Stage> {
  const site = await ClientSite.start({ httpsFor: 'client.example' });
  const rules = `--host-resolver-rules=MAP *.example 127.0.0.1:${site.port}`;
  const browser = await launchChromium('--ignore-certificate-errors', rules);
  const stop = async (instance?: Instance) => {
    await browser.close();
    await instance?.stop();
    await site.stop();
  };
  try {
    const instance = await Instance.start({ database: 'sqlite', configuration });
    return { instance, issuer: instance.issuer, site, browser, stop: () => stop(instance) };
  } catch (error) {
    await stop();
    throw error;
  }
}
