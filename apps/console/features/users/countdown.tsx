'use client';
import { useEffect, useState } from 'react';

const spanOf = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
};

/** Minutes and seconds until a moment; says when it has come. @param until epoch milliseconds */
export function Countdown({ until, onEnd }: { readonly until: number; readonly onEnd: () => void }) {
  const [now, setNow] = useState(() => Date.now());
  const over = now >= until;
  useEffect(() => {
    if (over) return onEnd();
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [over, onEnd]);
  return (
    <span role="timer" className="gh-number">
      {spanOf(until - now)}
    </span>
  );
}
