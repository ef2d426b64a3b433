'use client';
/** A dialog on the browser's own element: it keeps the focus in, Escape closes it, and the focus returns to the opener. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Asked before Escape or the cross closes it; false keeps it open. */
  readonly mayClose?: () => boolean;
  /** `drawer` lies at the edge and leaves the page readable behind it. */
  readonly kind?: 'modal' | 'drawer';
  readonly wide?: boolean;
  readonly children: ReactNode;
  /** Buttons at the end. */
  readonly actions?: ReactNode;
}

/** Shown as long as it is rendered. */
export function Dialog({ title, onClose, mayClose, kind = 'modal', wide, children, actions }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    const opener = document.activeElement;
    dialog.showModal();
    // What the dialog marks as safe has the focus first: Cancel, never Delete.
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      dialog.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const close = () => {
    if (mayClose?.() !== false) onClose();
  };
  return (
    <dialog
      ref={element}
      className={styles['dialog']}
      data-kind={kind}
      data-wide={wide || undefined}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div className={styles['head']}>
        <h2 id={heading}>{title}</h2>
        <button type="button" className={styles['close']} onClick={close} aria-label="Close">
          ×
        </button>
      </div>
      <div className={styles['body']}>{children}</div>
      {actions && <div className={styles['actions']}>{actions}</div>}
    </dialog>
  );
}
