import { plainPage } from '../../../server/plain-page';

export const dynamic = 'force-dynamic';

export function GET(): Response {
  return plainPage({
    status: 200,
    title: 'You are signed out',
    text: ['The console has forgotten you, and your session at the issuer is over.'],
    link: { href: '/auth/login', text: 'Sign in again' },
  });
}
