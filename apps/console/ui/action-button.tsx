'use client';
import { Button, type ButtonProps } from '@mantine/core';
import Link from 'next/link';
import { type ReactNode, useId } from 'react';
import type { AdminScope } from '@gatehouse/contracts';
import { useMay } from './me';
import styles from './action-button.module.css';

export interface ActionButtonProps extends ButtonProps {
  /** What one needs to be allowed to do it. Without it the button stays visible and says what is missing. */
  readonly needs?: AdminScope;
  /** Why it cannot be done at the moment, whoever asks; undefined when it can. */
  readonly unavailable?: string | undefined;
  readonly onClick?: () => void;
  /** Leads to a page instead. */
  readonly href?: string;
  readonly type?: 'button' | 'submit';
  readonly children: ReactNode;
}

/** A button that explains itself when it cannot be used. */
export function ActionButton({ needs, unavailable, onClick, href, type = 'button', ...rest }: ActionButtonProps) {
  const may = useMay(needs ?? 'clients:read');
  const hint = useId();
  const reason = needs !== undefined && !may ? `You need the permission ${needs}.` : unavailable;
  if (reason === undefined) {
    if (href !== undefined) return <Button component={Link} href={href} prefetch={false} {...rest} />;
    return <Button type={type} onClick={onClick} {...rest} />;
  }
  return (
    <span className={styles['unavailable']} data-hint={reason}>
      {/* It stays in the tab order, so that everybody can learn why. */}
      <Button {...rest} type="button" aria-disabled data-disabled aria-describedby={hint} />
      <span id={hint} className="gh-hidden">
        {reason}
      </span>
    </span>
  );
}
