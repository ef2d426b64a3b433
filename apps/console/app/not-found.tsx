import Link from 'next/link';
import { connection } from 'next/server';
import { GateMark } from './gate-mark';

export default async function NotFound() {
  // Rendered for the request, so that its scripts carry the nonce of the request's policy.
  await connection();
  return (
    <main>
      <header>
        <GateMark />
        <h1>There is no such page</h1>
      </header>
      <p>
        <Link href="/">To the console’s first page</Link>
      </p>
    </main>
  );
}
