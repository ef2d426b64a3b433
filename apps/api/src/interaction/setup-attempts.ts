/**
 * Wrong set-up codes, by address. Nobody guesses 256 bits; whoever tries is told to wait, and costs the database nothing
 * meanwhile. Each process counts for itself.
 */

const FREE = 5;
const WAIT = 60_000;
/** So long after the last of them they are forgotten. */
const REMEMBERED = 10 * 60_000;
/** More addresses than this, and those that came first are forgotten. */
const MOST = 1_000;

interface Wrong {
  readonly count: number;
  readonly at: number;
}

export class SetupAttempts {
  private readonly wrong = new Map<string, Wrong>();

  /** Seconds until codes from this address are looked at again; 0 when they are. */
  waitOf(ip: string | null, now: number): number {
    const { count, at } = this.find(ip, now);
    return count < FREE || now >= at + WAIT ? 0 : Math.ceil((at + WAIT - now) / 1000);
  }

  note(ip: string | null, now: number): void {
    const { count, at } = this.find(ip, now);
    // Whoever has waited begins anew.
    const before = count >= FREE && now >= at + WAIT ? 0 : count;
    this.wrong.delete(keyOf(ip));
    this.wrong.set(keyOf(ip), { count: before + 1, at: now });
    for (const key of this.wrong.keys()) {
      if (this.wrong.size <= MOST) break;
      this.wrong.delete(key);
    }
  }

  private find(ip: string | null, now: number): Wrong {
    const found = this.wrong.get(keyOf(ip));
    return found && now < found.at + REMEMBERED ? found : { count: 0, at: 0 };
  }
}

function keyOf(ip: string | null): string {
  return ip ?? '';
}
