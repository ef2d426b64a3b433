'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { openPalette, showShortcuts } from './open-palette';
import { CONSOLE_PAGES } from './pages';
import { readShortcutsChoice } from './shortcuts-choice';

/** What the list of shortcuts tells; the code below does it. */
export const SHORTCUTS: readonly (readonly [keys: string, meaning: string])[] = [
  ['Ctrl K', 'Find or paste anything'],
  ['/', 'Go to the filter of the page'],
  ['j, k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['c', 'Register a client'],
  ['?', 'Show this list'],
  ...CONSOLE_PAGES.map(({ key, name }) => [`g ${key}`, name] as const),
];

/** How long `g` waits for its second key. */
const PATIENCE = 1_200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role="tree"]') !== null
  );
}

/** Moves the focus along the rows of the page's list. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by];
  next?.focus();
}

/** Listens for keys, on every page. Inside of fields and dialogs only Ctrl K acts. */
export function Shortcuts() {
  const router = useRouter();
  useEffect(() => {
    let goPressedAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]') || !readShortcutsChoice()) return;
      const afterGo = event.timeStamp - goPressedAt < PATIENCE;
      goPressedAt = 0;
      const page = afterGo ? CONSOLE_PAGES.find(({ key }) => key === event.key) : undefined;
      if (page) {
        event.preventDefault();
        router.push(page.href);
        return;
      }
      const acts: Readonly<Record<string, () => void>> = {
        g: () => (goPressedAt = event.timeStamp),
        '/': () => document.querySelector<HTMLElement>('[data-page-filter]')?.focus(),
        j: () => step(1),
        k: () => step(-1),
        c: () => router.push('/clients/new'),
        '?': showShortcuts,
      };
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [router]);
  return null;
}
