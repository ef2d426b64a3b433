'use client';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { Announcer } from '../ui/announcer';
import { type Me, MeProvider } from '../ui/me';
import { GateMark } from './gate-mark';
import { FallbackIcon, PAGE_ICONS } from './icons';
import { OPEN_PALETTE_EVENT, SHOW_SHORTCUTS_EVENT } from './open-palette';
import { CONSOLE_PAGES } from './pages';
import styles from './shell.module.css';

// Loaded when the page is there, or when somebody asks for it.
const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });
const Shortcuts = dynamic(() => import('./shortcuts').then((module) => module.Shortcuts), { ssr: false });
const UserMenu = dynamic(() => import('./user-menu').then((module) => module.UserMenu), {
  ssr: false,
  loading: () => <span className={styles['menuPlace']} />,
});
const ShortcutList = dynamic(() => import('./shortcut-list').then((module) => module.ShortcutList), { ssr: false });

/** Navigation, palette, shortcuts and messages around every page behind the sign-in. */
export function Shell({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  const pathname = usePathname();
  const [drawer, setDrawer] = useState(false);
  const [palette, setPalette] = useState(false);
  const [shortcutList, setShortcutList] = useState(false);
  useEffect(() => {
    const openPalette = () => setPalette(true);
    const openList = () => setShortcutList(true);
    window.addEventListener(OPEN_PALETTE_EVENT, openPalette);
    window.addEventListener(SHOW_SHORTCUTS_EVENT, openList);
    return () => {
      window.removeEventListener(OPEN_PALETTE_EVENT, openPalette);
      window.removeEventListener(SHOW_SHORTCUTS_EVENT, openList);
    };
  }, []);
  return (
    <MeProvider me={me}>
      <a className={styles['skip']} href="#content">
        Skip to content
      </a>
      <div className={styles['shell']}>
        <header className={styles['top']}>
          <button
            type="button"
            className={styles['burger']}
            aria-expanded={drawer}
            aria-controls="navigation"
            aria-label="Menu"
            onClick={() => setDrawer(!drawer)}
          >
            <span />
          </button>
          <Link href="/overview" className={styles['brand']} aria-label="Gatehouse, to the overview">
            <GateMark size={24} />
            <span>Gatehouse</span>
          </Link>
          <button type="button" className={styles['find']} onClick={() => setPalette(true)}>
            <span>Find or paste anything</span>
            <kbd>Ctrl K</kbd>
          </button>
          <UserMenu />
        </header>
        <nav id="navigation" className={styles['rail']} aria-label="Main" data-open={drawer || undefined}>
          <ul>
            {CONSOLE_PAGES.map(({ href, name }) => {
              const Icon = PAGE_ICONS[href] ?? FallbackIcon;
              const current = pathname === href || pathname.startsWith(`${href}/`);
              return (
                <li key={href}>
                  <Link
                    href={href}
                    prefetch={false}
                    aria-current={current ? 'page' : undefined}
                    title={name}
                    onClick={() => setDrawer(false)}
                  >
                    <Icon size={18} stroke={1.75} aria-hidden />
                    <span>{name}</span>
                  </Link>
                </li>
              );
            })}
          </ul>
          <p className={styles['issuer']} title={me.issuerUrl}>
            {new URL(me.issuerUrl).host}
          </p>
        </nav>
        {drawer && <div className={styles['veil']} onClick={() => setDrawer(false)} aria-hidden="true" />}
        <main id="content" className={styles['content']} tabIndex={-1}>
          {children}
        </main>
      </div>
      <Announcer />
      <Shortcuts />
      {palette && <Palette onClose={() => setPalette(false)} />}
      {shortcutList && <ShortcutList onClose={() => setShortcutList(false)} />}
    </MeProvider>
  );
}
