export const dynamic = 'force-dynamic';

/** Says that the console itself runs; it knows nothing of the API behind it. */
export function GET(): Response {
  return Response.json({ status: 'ready' }, { headers: { 'Cache-Control': 'no-store' } });
}
