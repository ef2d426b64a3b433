'use client';
/** Tells what has just happened: a line at the foot of the screen, read out by screen readers. */
import { useEffect, useState } from 'react';
import styles from './announcer.module.css';

interface Message {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
}

const CHANNEL = 'gatehouse:announce';
let count = 0;

/** Something went as it should: "Copied", "Saved". */
export function announce(text: string, tone: Message['tone'] = 'plain'): void {
  const message: Message = { id: ++count, text, tone };
  window.dispatchEvent(new CustomEvent<Message>(CHANNEL, { detail: message }));
}

/** Mounted once, by the shell. */
export function Announcer() {
  const [message, setMessage] = useState<Message>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (event: Event) => {
      const { detail } = event as CustomEvent<Message>;
      setMessage(detail);
      clearTimeout(timer);
      timer = setTimeout(() => setMessage(undefined), detail.tone === 'bad' ? 12_000 : 5_000);
    };
    window.addEventListener(CHANNEL, show);
    return () => {
      window.removeEventListener(CHANNEL, show);
      clearTimeout(timer);
    };
  }, []);
  return (
    <div className={styles['region']} role="status" aria-live="polite">
      {message && (
        <div key={message.id} className={styles['message']} data-tone={message.tone}>
          <span>{message.text}</span>
          <button type="button" onClick={() => setMessage(undefined)} aria-label="Dismiss">
            ×
          </button>
        </div>
      )}
    </div>
  );
}
