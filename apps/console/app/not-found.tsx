import Link from 'next/link';
import { GateMark } from '../shell/gate-mark';

export default function NotFound() {
  return (
    <main style={{ maxWidth: '34rem', margin: '15vh auto', padding: '0 1.25rem' }}>
      <GateMark />
      <h1>There is no such page</h1>
      <p>The address may be mistyped, or what it showed is gone.</p>
      <p>
        <Link href="/overview">To the overview</Link>
      </p>
    </main>
  );
}
