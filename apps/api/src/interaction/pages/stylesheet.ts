import { createHash } from 'node:crypto';
import body from './styles.css';

/**
 * The one style sheet of the hosted pages. `path` holds a digest of the content, so it may be cached for ever
 * (`Cache-Control: public, max-age=31536000, immutable`, `Content-Type: text/css; charset=utf-8`), and a page
 * rendered by the previous build that asks for another digest must get a 404, not these bytes.
 */
export const stylesheet: { readonly path: string; readonly body: string } = {
  path: `/assets/${createHash('sha256').update(body).digest('hex').slice(0, 20)}.css`,
  body,
};
