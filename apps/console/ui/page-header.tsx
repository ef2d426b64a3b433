'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
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
  // Each page brings a title of its own, also where this header stays: between the tabs of a detail page.
  const pathname = usePathname();
  useEffect(() => {
    document.title = `${title} · Gatehouse`;
  }, [title, pathname]);
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
