/** Which program a User-Agent header names. It is what was sent, and may be a lie. RFC 9110 §10.1.5. */
import Bowser from 'bowser';

const known = new Map<string, string>();

/** `Chrome 156 on Linux`, `curl 8.5`, or `unknown program`. */
export function deviceName(userAgent: string | null): string {
  if (userAgent === null || userAgent.trim() === '') return 'unknown program';
  const before = known.get(userAgent);
  if (before !== undefined) return before;
  const name = parse(userAgent);
  known.set(userAgent, name);
  return name;
}

function parse(userAgent: string): string {
  const { browser, os, platform } = Bowser.parse(userAgent);
  if (!browser.name || !os.name) return firstProduct(userAgent);
  const version = browser.version?.split('.')[0];
  const phone = platform.type === 'mobile' || platform.type === 'tablet' ? ` (${platform.model ?? platform.type})` : '';
  return `${browser.name}${version ? ` ${version}` : ''} on ${os.name}${phone}`;
}

/** Programs that are no browsers name themselves first: `curl/8.5.0`. */
function firstProduct(userAgent: string): string {
  const [, name = '', version] = /^([^\s/]{1,40})(?:\/([\w.]{1,16}))?/.exec(userAgent.trim()) ?? [];
  return version === undefined ? name : `${name} ${version}`;
}
