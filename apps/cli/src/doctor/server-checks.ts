/** What a browser or a client would see. */
import { finding, type Finding } from './finding';

const PATIENCE = 5000;

/** The issuer answers under its own name: a proxy in between that changes something is found here. */
export async function checkDiscovery(issuer: string): Promise<Finding> {
  const check = 'issuer.discovery';
  const url = `${issuer}/.well-known/openid-configuration`;
  let response: Response;
  try {
    response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    const fix = 'Start the server, and look at the proxy and the name server between here and it.';
    return finding(check, 'broken', `${url} cannot be reached: ${reasonOf(error)}.`, fix);
  }
  if (response.status !== 200) {
    await response.body?.cancel();
    const fix = 'Something else answers there. Look at the proxy, and at ISSUER_URL.';
    return finding(check, 'broken', `${url} answers ${response.status} instead of 200.`, fix);
  }
  const metadata = (await response.json().catch(() => undefined)) as { readonly issuer?: unknown } | undefined;
  if (metadata?.issuer === issuer) return finding(check, 'ok', `${url} answers with its own name.`);
  const detail = `${url} calls itself ${JSON.stringify(metadata?.issuer ?? null)} instead of "${issuer}".`;
  return finding(check, 'broken', detail, 'Start the server with the same ISSUER_URL, byte for byte.');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return `no answer within ${PATIENCE / 1000} s`;
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? error.message;
}
