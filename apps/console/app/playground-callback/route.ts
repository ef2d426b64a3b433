import type { NextRequest } from 'next/server';
import { currentSession } from '../../server/current-session';
import { plainPage } from '../../server/plain-page';
import { receiveAnswer } from '../../server/playground/receive-answer';
import type { Run } from '../../server/playground/run';
import { runs } from '../../server/playground/runs';

export const dynamic = 'force-dynamic';

const HANDED = 'handed_over';
/** Parameters of an answer. RFC 6749 §4.1.2, RFC 9207 §2. */
const ANSWER = ['code', 'state', 'iss', 'error', 'error_description'];

/** The redirect URI of runs of the playground: the way back from the issuer. */
export async function GET(request: NextRequest): Promise<Response> {
  const { pathname, search, searchParams } = request.nextUrl;
  const session = await currentSession();
  // From another site the browser leaves the Strict cookie at home; from a page of ours it brings it.
  if (!session && request.headers.get('sec-fetch-site') === 'cross-site') return onceMore(`${pathname}${search}`);
  const run = runs.findByState(searchParams.get('state') ?? '');
  if (!run) return unknownAnswer();
  const own = session?.key === run.session.key;
  if (!own && !searchParams.has(HANDED)) return mayItBeHandedOver(run, `${pathname}${search}`);
  return receiveAnswer(run, searchParams) ? received(run, own) : takenBefore();
}

/** `response_mode=form_post`: the same answer, posted from the issuer's page. */
export async function POST(request: NextRequest): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const query = new URLSearchParams();
  for (const name of ANSWER) {
    const value = form.get(name);
    if (typeof value === 'string') query.set(name, value);
  }
  return onceMore(`${request.nextUrl.pathname}?${query}`);
}

const onceMore = (address: string) =>
  plainPage({
    status: 200,
    title: 'One moment',
    text: ['Handing the answer to the playground.'],
    link: { href: address, text: 'Go on' },
    moveOn: address,
  });

const unknownAnswer = () =>
  plainPage({
    status: 400,
    title: 'No run of the playground waits for this answer',
    text: [
      'Its state is not the one of a run that is under way, so nothing of it was used. A client has to refuse it like this.',
      'The run may be over: each is kept for fifteen minutes. Begin a new one in the playground.',
    ],
    link: { href: '/playground', text: 'To the playground' },
  });

const takenBefore = () =>
  plainPage({
    status: 400,
    title: 'The answer was there already',
    text: ['A state is good for one answer. This one was not used.'],
    link: { href: '/playground', text: 'To the playground' },
  });

/** Somebody may have been sent here who has no part in it. */
function mayItBeHandedOver({ client }: Run, address: string): Response {
  return plainPage({
    status: 200,
    title: 'A test of the Gatehouse console',
    text: [
      `Somebody who administers this server tries out the client ${client.client_name}. They will see what it learns about you, and can use it for fifteen minutes.`,
      'Go on only if this is your test. Otherwise close this page: nothing was handed over.',
    ],
    link: { href: `${address}&${HANDED}=1`, text: 'It is my test: go on' },
  });
}

function received({ id }: Run, own: boolean): Response {
  const text = ['The answer is there. The playground goes on by itself in its own tab; you can close this one.'];
  const link = { href: `/playground?run=${encodeURIComponent(id)}`, text: 'Show the run here' };
  return plainPage({ status: 200, title: 'Back to the playground', text, ...(own ? { link } : {}) });
}
