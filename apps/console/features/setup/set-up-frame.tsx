import type { ReactNode } from 'react';
import { GateMark } from '../../shell/gate-mark';
import styles from './set-up.module.css';

/** The frame of the set-up pages: the house's mark and one column, with nothing to wander off to. */
export function SetUpFrame({ actions, children }: { readonly actions?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles['frame']}>
      <header className={styles['top']}>
        <span className={styles['brand']}>
          <GateMark size={24} />
          Gatehouse
        </span>
        {actions}
      </header>
      <main id="content" className={styles['main']}>
        {children}
      </main>
    </div>
  );
}
