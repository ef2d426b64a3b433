/** The theme is kept in a cookie, so that the server paints the first page in the right one. */
import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

export const THEME_COOKIE = 'gh_theme';
const YEAR = 31_536_000;

export function readColorScheme(value: string | undefined): MantineColorScheme {
  return value === 'light' || value === 'dark' ? value : 'auto';
}

function fromDocument(): MantineColorScheme {
  return readColorScheme(new RegExp(`(?:^|; )${THEME_COOKIE}=([a-z]+)`).exec(document.cookie)?.[1]);
}

export function cookieColorSchemes(): MantineColorSchemeManager {
  const write = (value: string, age: number) => {
    document.cookie = `${THEME_COOKIE}=${value}; Path=/; SameSite=Lax; Max-Age=${age}`;
  };
  return {
    get: (fallback) => (typeof document === 'undefined' ? fallback : fromDocument()),
    set: (value) => write(value, YEAR),
    clear: () => write('', 0),
    subscribe: () => undefined,
    unsubscribe: () => undefined,
  };
}
