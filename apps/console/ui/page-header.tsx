'use client';
import Link from 'next/link';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './page-header.module.css';

export interface PageHeaderProps {
  readonly title: string;
  /** Pages above this one, the outermost first. */
  readonly trail?: readonly { readonly href: string; readonly text: string }[];
  /** One sentence: what the page is for. */
  readonly lead?: ReactNode;
  /** Beside the title: id, state, grade. */
  readonly facts?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of every page. The heading takes the focus when the page was reached from another one. */
export function PageHeader({ title, trail = [], lead, facts, actions }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The first page of a visit keeps the focus where the browser puts it.
    if (document.documentElement.dataset['ghVisited'] === '1') heading.current?.focus({ preventScroll: true });
    document.documentElement.dataset['ghVisited'] = '1';
  }, []);
  useEffect(() => {
    // Read back, for the browser trims and joins blanks: compared with what was asked for it would never be right.
    let shown: string | undefined;
    const keep = () => {
      if (document.title === shown) return;
      document.title = `${title} · Gatehouse`;
      shown = document.title;
    };
    keep();
    // The router writes the general title of a route, and does so late: also between tabs, where this header stays.
    const observer = new MutationObserver(keep);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [title]);
  return (
    <header className={styles['header']}>
      <div className={styles['names']}>
        {trail.length > 0 && (
          <nav aria-label="Breadcrumb">
            <ol className={styles['trail']}>
              {trail.map(({ href, text }) => (
                <li key={href}>
                  <Link href={href}>{text}</Link>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className={styles['line']}>
          <h1 ref={heading} tabIndex={-1} className={styles['title']}>
            {title}
          </h1>
          {facts}
        </div>
        {lead && <p className={styles['lead']}>{lead}</p>}
      </div>
      {actions && <div className={styles['actions']}>{actions}</div>}
    </header>
  );
}
