'use client';
import { LoadFailed } from '../../ui/states';

/** A page that could not be shown; the navigation stays. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <LoadFailed error={error} onRetry={reset} />;
}
