/** Checks of the pages that people see, and of the server itself. */
import type { Explanation } from './failure-catalogue';

const because = (title: string, fix: string): Explanation => ({ title, fix });

export const PAGE_CHECKS: Readonly<Record<string, Explanation>> = {
  'state.no_cookie': because(
    'The page was opened in another browser than the one that began, or cookies are blocked.',
    'Start again at the client, in one browser that accepts cookies.',
  ),
  'state.unreadable': because(
    'The page was opened in another browser than the one that began, or its address was cut or changed.',
    'Start again at the client.',
  ),
  'state.expired': because('The page was left open for too long.', 'Start again at the client.'),
  'form.origin': because(
    'A form came from another site.',
    `Start again at the client. If nobody did anything unusual, somebody tried to act in the person's name.`,
  ),
  'form.no_cookie': because('The browser sent no cookie with a form.', 'Allow cookies for this site.'),
  'form.token': because(
    'A form did not come from the page that was shown.',
    'Load the page again. After signing out in another tab an old form is refused.',
  ),
  'request.too_large': because(
    'The request is too large to be carried through the sign-in.',
    'Send fewer or shorter parameters.',
  ),
  'store.unavailable': because(
    'The database could not be reached or was too busy.',
    'See the log under this reference, and the readiness of the server.',
  ),
  server_error: because('The server failed.', 'See the log under this reference.'),
  'malformed.bad_encoding': because(
    'The request is not encoded as it should be.',
    'Send application/x-www-form-urlencoded in UTF-8, percent-encoded.',
  ),
  'malformed.unsupported_content_type': because(
    'The body has a content type that this endpoint does not take.',
    'Send application/x-www-form-urlencoded.',
  ),
  'malformed.body_too_large': because('The request is too large.', 'Send less: 64 KiB at most.'),
  'malformed.too_many_parameters': because('The request has too many parameters.', 'Send fewer.'),
  'malformed.unsupported_content_encoding': because('The body is compressed.', 'Send it as it is.'),
  'malformed.body_interrupted': because(
    'The connection ended before the whole request was here.',
    'Send it again; look at proxies in between.',
  ),
  malformed: because('The request could not be read.', 'See which form of request the endpoint takes.'),
};
