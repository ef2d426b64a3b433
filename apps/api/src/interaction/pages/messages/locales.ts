import type { Messages } from './messages';
import { en } from './messages.en';

/** A language that pages can be shown in. `tag` is a BCP 47 language tag. */
export interface PageLocale {
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly messages: Messages;
}

/** The first is what people get whose languages we do not have. */
export const locales: readonly [PageLocale, ...PageLocale[]] = [{ tag: 'en', direction: 'ltr', messages: en }];

/**
 * The best language for a person. `uiLocales` is the request parameter (space-separated tags in order of preference,
 * OpenID Connect Core §3.1.2.1) and wins over `acceptLanguage`, the header (RFC 9110 §12.5.4). Unknown or malformed
 * tags are passed over; matching is by look-up (RFC 4647 §3.4), so `de-CH` finds `de`.
 */
export function chooseLocale(
  wishes: { readonly uiLocales?: string | undefined; readonly acceptLanguage?: string | undefined } = {},
  available: readonly [PageLocale, ...PageLocale[]] = locales,
): PageLocale {
  const tags = [...(wishes.uiLocales ?? '').split(' '), ...byQuality(wishes.acceptLanguage ?? '')];
  for (const tag of tags) {
    for (let range = tag.toLowerCase(); range !== ''; range = range.slice(0, Math.max(0, range.lastIndexOf('-')))) {
      const found = available.find((locale) => locale.tag.toLowerCase() === range);
      if (found !== undefined) return found;
    }
  }
  return available[0];
}

function byQuality(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((left, right) => right.quality - left.quality)
    .map(({ tag }) => tag);
}
