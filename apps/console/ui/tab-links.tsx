'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import styles from './tab-links.module.css';

export interface TabLink {
  readonly href: string;
  readonly text: string;
}

/** The parts of a detail page: links with addresses of their own, so that each can be shared. */
export function TabLinks({ label, tabs }: { readonly label: string; readonly tabs: readonly TabLink[] }) {
  const pathname = decoded(usePathname());
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the strip is wider than the screen.
    const current = strip.current?.querySelector('[aria-current="page"]');
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <nav ref={strip} aria-label={label} className={styles['tabs']}>
      {tabs.map(({ href, text }) => (
        <Link key={href} href={href} prefetch={false} aria-current={pathname === decoded(href) ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}

/** Addresses may be written in more than one way. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
