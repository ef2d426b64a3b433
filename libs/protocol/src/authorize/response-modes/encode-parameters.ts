/** `name=value&…` in percent-encoding: a blank is `%20`, which every form decoder reads back alike. RFC 6749 appendix B. */
export function encodeParameters(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}
