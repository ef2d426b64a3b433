'use client';
/** Links to one setting: `…/advanced#require_pkce` brings the field into view and puts the focus there. */
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';

const CONTROLS = ['input', 'select', 'textarea', 'button'].map((name) => `${name}:enabled`).join(', ');

/** @param isReady whether the fields are on the page; they say which members they show in `data-members` */
export function useMemberFocus(isReady: boolean): void {
  const pathname = usePathname();
  useEffect(() => {
    const member = window.location.hash.slice(1);
    if (!isReady || !/^\w+$/.test(member)) return;
    if (focusMember(member)) return;
    // Cards further down come a moment later.
    const observer = new MutationObserver(() => {
      if (focusMember(member)) observer.disconnect();
    });
    observer.observe(document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [isReady, pathname]);
}

/** Whether the field is there. */
function focusMember(member: string): boolean {
  // A card may hold several; the innermost says it most exactly.
  const place = [...document.querySelectorAll(`[data-members~="${member}"]`)].at(-1);
  place?.scrollIntoView({ block: 'center' });
  place?.querySelector<HTMLElement>(CONTROLS)?.focus({ preventScroll: true });
  return place !== undefined;
}
