import { isIP, isIPv4 } from 'node:net';

/** Whether a host (as `URL.hostname` gives it) can only be this machine. RFC 6761 §6.3, RFC 8252 §7.3. */
export function isLoopbackHost(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]') return true;
  return isIPv4(hostname) && hostname.startsWith('127.');
}

/** Express's `trust proxy`: nobody, the nearest n hops, or these addresses, networks and named ranges. */
export type TrustProxy = false | number | readonly string[];

const RANGES = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Reads `TRUST_PROXY`. `true` is refused: whoever may name its own address is not behind a proxy. */
export function parseTrustProxy(value: string | undefined): TrustProxy | { readonly fault: string } {
  if (value === undefined || value === '0' || value === 'off' || value === 'false') return false;
  if (/^[1-9]\d?$/.test(value)) return Number(value);
  const entries = value.split(',').map((entry) => entry.trim());
  const wrong = entries.find((entry) => !isProxyAddress(entry));
  if (wrong === undefined) return entries;
  const advice = 'Give the number of proxies in front, or their addresses, such as 1 or 10.0.0.0/8,192.168.1.5.';
  const everyone =
    wrong === 'true' || wrong === 'on' ? 'would trust every sender to name its own address' : 'is not an address';
  return { fault: `${JSON.stringify(wrong.replace(/[^\x20-\x7e]/g, '?').slice(0, 80))} ${everyone}. ${advice}` };
}

function isProxyAddress(entry: string): boolean {
  if (RANGES.has(entry)) return true;
  const [address = '', bits, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}
