/** Applies the configuration file, registers the console and the demo, and offers the first owner a one-time link. */
import cluster from 'node:cluster';
import { readFile } from 'node:fs/promises';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  applyConfiguration,
  formatFinding,
  readConfiguration,
  type Configuration,
  type ConfigurationServices,
} from '@gatehouse/configuration';
import { Accounts, IdentityUnitOfWork, PasswordHasher, Setup } from '@gatehouse/identity';
import { Clock, KeyRing, RegistryUnitOfWork } from '@gatehouse/protocol';
import { processEnvironment } from '../config/process-environment';
import { Settings } from '@gatehouse/environment';
import { Log } from '../http/logging/log';
import { consoleConfiguration } from './console-configuration';
import { demoConfiguration } from './demo-configuration';

@Injectable()
export class StartUp implements OnApplicationBootstrap {
  private readonly services: ConfigurationServices;

  constructor(
    private readonly settings: Settings,
    registry: RegistryUnitOfWork,
    identity: IdentityUnitOfWork,
    keys: KeyRing,
    accounts: Accounts,
    passwords: PasswordHasher,
    private readonly clock: Clock,
    private readonly setup: Setup,
    private readonly log: Log,
  ) {
    this.services = { registry, identity, keys, accounts, passwords, clock };
  }

  /** @throws ConfigurationError, which stops the start: a server must not run with half of its clients */
  async onApplicationBootstrap(): Promise<void> {
    // In a cluster of processes one does it for all.
    if (cluster.isWorker && cluster.worker?.id !== 1) return;
    const { configurationFile, process: own, demo } = this.settings;
    if (configurationFile !== undefined) await this.apply(await this.read(configurationFile));
    // After the file: what the console is follows from the environment alone.
    const { url, key } = this.settings.console;
    if (url !== undefined && key !== undefined) await this.apply(consoleConfiguration(url, key));
    if (own.startedByStarter && demo.port !== 0) await this.apply(demoConfiguration(demo.port));
    await this.offerSetup();
  }

  private async read(file: string): Promise<Configuration> {
    const { configuration, warnings } = readConfiguration(file, await readFile(file, 'utf8'), processEnvironment());
    for (const warning of warnings) this.log.warn({ finding: formatFinding(warning) }, 'configuration file');
    return configuration;
  }

  private async apply(configuration: Configuration): Promise<void> {
    for (const { kind, name, action } of await applyConfiguration(configuration, this.services)) {
      if (action !== 'unchanged') this.log.info({ kind, name, action }, 'configuration applied');
    }
  }

  /** Prints the link, and never logs it: whoever can read this output may become the first owner. */
  private async offerSetup(): Promise<void> {
    if (await this.setup.isComplete()) return;
    const offer = await this.setup.offerSetup(this.clock.now());
    if (offer.outcome === 'complete') return;
    const url = `${this.settings.issuer.url}/setup?code=${offer.code}`;
    const line = this.settings.process.startedByStarter
      ? `GATEHOUSE_SETUP_URL=${url}`
      : `Nobody owns this instance yet. Open this link within 30 minutes to make the first account:\n  ${url}`;
    process.stdout.write(`${line}\n`);
  }
}
