'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import styles from './tab-links.module.css';

export interface TabLink {
  readonly href: string;
  readonly text: string;
}

/** The parts of a detail page: links with addresses of their own, so that each can be shared. */
export function TabLinks({ label, tabs }: { readonly label: string; readonly tabs: readonly TabLink[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className={styles['tabs']}>
      {tabs.map(({ href, text }) => (
        <Link key={href} href={href} prefetch={false} aria-current={pathname === href ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
