import { announce } from '../ui/announcer';

/** Ends the session here and at the issuer. */
export async function signOut(): Promise<void> {
  try {
    const response = await fetch('/auth/logout', { method: 'POST', headers: { 'x-gh-csrf': '1' } });
    const { url } = (await response.json()) as { url: string };
    window.location.assign(url);
  } catch {
    announce('Signing out did not work. Try again.', 'bad');
  }
}
