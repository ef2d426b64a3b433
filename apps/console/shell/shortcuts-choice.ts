/** Whether single keys act as shortcuts. Some speech and switch users need them off. WCAG 2.1.4. */
const COOKIE = 'gh_keys';

export function readShortcutsChoice(): boolean {
  return !/(?:^|; )gh_keys=off/.test(document.cookie);
}

export function writeShortcutsChoice(on: boolean): void {
  document.cookie = `${COOKIE}=${on ? 'on' : 'off'}; Path=/; SameSite=Lax; Max-Age=31536000`;
}
