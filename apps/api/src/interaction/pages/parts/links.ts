/** An address that may stand in `href`: absolute http(s), or undefined. */
export function webAddress(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}

/** A path of this origin that may stand in `href` or `src`, or undefined. `//host` and `/\host` leave the origin. */
export function ownPath(path: string | undefined): string | undefined {
  return path !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : undefined;
}

const RASTER = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/]+={0,2}$/;

/** An image that may be shown without asking another origin, or undefined. SVG is left out: it can carry script. */
export function ownImage(address: string | undefined): string | undefined {
  return address !== undefined && RASTER.test(address) ? address : ownPath(address);
}
