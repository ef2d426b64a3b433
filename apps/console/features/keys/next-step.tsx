'use client';
import { useNow } from '../../ui/use-now';
import { actionOf, countdown, type SigningKey } from './key-words';

/** What becomes of a key, and when that may be. */
export function NextStep({ signingKey }: { readonly signingKey: SigningKey }) {
  const now = useNow(1_000);
  if (signingKey.state === 'retired') return <span>Nothing: it has left the key set</span>;
  if (signingKey.state === 'active') return <span>Another key takes over when it is old enough</span>;
  const [action, can] =
    signingKey.state === 'next' ? (['activate', 'sign'] as const) : (['retire', 'leave the key set'] as const);
  const from = actionOf(signingKey, action)?.allowed_from;
  if (typeof from !== 'number' || from <= now) return <span>May {can} now</span>;
  return (
    <span>
      May {can} in {countdown(from - now)}
    </span>
  );
}
