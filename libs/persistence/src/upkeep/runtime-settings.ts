/** The settings in memory: read when first asked for, and again whenever the catalogue changes, here or elsewhere. */
import type { CatalogueWatch } from '../directories/catalogue-watch';
import type { TypeormSettingStore } from '../stores/typeorm-setting.store';
import { DEFAULT_SETTINGS, settingValues, type SettingValues } from './setting-definitions';

/** Milliseconds until another try to read, when the database could not be asked. */
const READ_AGAIN = 500;

export class RuntimeSettings {
  private known: SettingValues = DEFAULT_SETTINGS;
  private reading: Promise<void> | undefined;
  private stale = false;
  private stopFollowing: (() => void) | undefined;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: Pick<TypeormSettingStore, 'list'>,
    private readonly watch: CatalogueWatch,
  ) {}

  /** As last read; the defaults before that. */
  get values(): SettingValues {
    return this.known;
  }

  /** Reads them, and from now on follows every change within a second. */
  async follow(): Promise<void> {
    this.stopFollowing ??= this.watch.subscribe(() => void this.tryAgain());
    await this.read();
  }

  stop(): void {
    this.stopFollowing?.();
    this.stopFollowing = undefined;
    clearTimeout(this.retry);
  }

  /** Reads them now. @throws StoreBusyError, StoreUnavailableError */
  read(): Promise<void> {
    // What is being read may have been changed already: then it is read once more.
    this.stale = true;
    this.reading ??= this.readAll().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readAll(): Promise<void> {
    while (this.stale) {
      this.stale = false;
      this.known = settingValues((await this.settings.list()).values);
    }
  }

  private async tryAgain(): Promise<void> {
    clearTimeout(this.retry);
    try {
      await this.read();
    } catch {
      if (this.stopFollowing) this.retry = setTimeout(() => void this.tryAgain(), READ_AGAIN).unref();
    }
  }
}
