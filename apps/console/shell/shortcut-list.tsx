'use client';
import { Dialog } from '../ui/dialog';
import { SHORTCUTS } from './shortcuts';
import styles from './palette.module.css';

export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <p>Single keys never act while you type. They can be turned off in the account menu.</p>
      <dl className={styles['shortcuts']}>
        {SHORTCUTS.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
