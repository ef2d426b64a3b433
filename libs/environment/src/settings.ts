/** What the rooms get to know of the environment, in slices; also the token under which Nest hands it out. */
import type { DatabaseSettings } from './database-url';
import type { LogLevel } from './environment-rules';
import type { TrustProxy } from './network-names';

export interface IssuerSettings {
  /** `ISSUER_URL` byte for byte: an origin without a trailing slash. */
  readonly url: string;
  /** False only for plain http on a loopback host; decides cookie names, `Secure` and HSTS. */
  readonly secure: boolean;
}

export interface HttpSettings {
  readonly host: string;
  readonly port: number;
  readonly trustProxy: TrustProxy;
}

export interface KeySettings {
  /** 32 bytes; wraps signing keys. */
  readonly masterKey: Buffer;
}

export interface ConsoleSettings {
  /** An origin; undefined where nobody said it and it cannot be guessed: the issuer is not on this machine. */
  readonly url: string | undefined;
  readonly port: number;
  /** 32 bytes, the seed of its key as a client; undefined where no console is to be registered. */
  readonly key: Buffer | undefined;
}

export interface MailSettings {
  readonly smtpUrl: string | undefined;
  /** Folder where mails are written when there is no SMTP server. */
  readonly outbox: string;
}

export interface ProcessSettings {
  readonly workers: number;
  /** Milliseconds between "not ready" and closing the listener, for a load balancer to notice. */
  readonly shutdownDelay: number;
  /** True when `npm start` runs us and prints the URLs itself. */
  readonly startedByStarter: boolean;
}

export class Settings {
  constructor(
    readonly issuer: IssuerSettings,
    readonly http: HttpSettings,
    readonly console: ConsoleSettings,
    readonly demo: { readonly port: number },
    readonly database: DatabaseSettings,
    readonly keys: KeySettings,
    readonly mail: MailSettings,
    readonly process: ProcessSettings,
    readonly logging: { readonly level: LogLevel },
    /** Volumetric limits shared between replicas; undefined: per process. */
    readonly rateLimits: { readonly redisUrl: string | undefined },
    /** Path of the `gatehouse.yaml` to apply at start. */
    readonly configurationFile: string | undefined,
    /** Folder for what belongs to this installation: beside the SQLite file, otherwise ./data. */
    readonly dataDirectory: string,
  ) {}
}
