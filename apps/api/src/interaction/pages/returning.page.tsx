import { fill } from './messages/fill';
import type { PageContext } from './page-context';
import { ForeignText } from './parts/foreign-text';
import { ButtonLink } from './parts/form';
import { renderFrame } from './parts/frame';
import { submitForm } from './parts/scripts';

export interface FormPostPageProps {
  readonly context: PageContext;
  /** The client's validated redirect URI. */
  readonly redirectUri: string;
  /** The parameters of the authorization response, in order. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly clientName?: string | undefined;
}

/** `response_mode=form_post`: sends itself; without script there is the button. */
export function renderFormPostPage({ context, redirectUri, parameters, clientName }: FormPostPageProps): string {
  const words = context.locale.messages.returning;
  return renderFrame({
    context,
    title: words.title,
    script: submitForm,
    children: (
      <>
        <Returning context={context} clientName={clientName} place={new URL(redirectUri).host} />
        <noscript>
          <p class="lead">{words.noScript}</p>
        </noscript>
        {/* The client's page, not ours: no hidden fields but the response's own, and the button sends nothing. */}
        <form method="post" action={redirectUri}>
          {Object.entries(parameters).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit" class="button primary late">
            {words.submit}
          </button>
        </form>
      </>
    ),
  });
}

export interface ContinuePageProps {
  readonly context: PageContext;
  /** The whole authorization response URI: a validated redirect URI with its response parameters. */
  readonly location: string;
  readonly clientName?: string | undefined;
}

const NEVER_FOLLOWED = /^(?:javascript|data|vbscript|blob|file|about):/i;

/**
 * Moves on to a client's address from a page of ours instead of a redirect, which browsers may stop when it answers a
 * form. Throws a TypeError for a scheme that runs or shows content.
 */
export function renderContinuePage({ context, location, clientName }: ContinuePageProps): string {
  const words = context.locale.messages.returning;
  const { protocol, host } = new URL(location);
  if (NEVER_FOLLOWED.test(protocol)) throw new TypeError(`a ${protocol} address is never followed`);
  return renderFrame({
    context,
    title: words.title,
    // As registered, not as `URL` would write it: clients compare it byte for byte.
    refreshTo: location,
    children: (
      <>
        <Returning context={context} clientName={clientName} place={host === '' ? protocol : host} />
        <p class="lead">{words.continueText}</p>
        <ButtonLink href={location} look="primary">
          {words.submit}
        </ButtonLink>
      </>
    ),
  });
}

function Returning(props: { context: PageContext; clientName: string | undefined; place: string }) {
  const words = props.context.locale.messages.returning;
  return (
    <div class="heading">
      <span class="spinner" aria-hidden="true" />
      <h1>{words.title}</h1>
      <p class="lead">{fill(words.text, { client: <ForeignText text={props.clientName ?? props.place} strong /> })}</p>
    </div>
  );
}
