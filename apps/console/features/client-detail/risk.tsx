import type { ReactNode } from 'react';
import styles from './fields.module.css';

/** What can go wrong when a setting is changed. */
export function Risk({ children }: { readonly children: ReactNode }) {
  return (
    <p className={styles['risk']}>
      <strong>If changed:</strong> {children}
    </p>
  );
}
