import type { ErrorKind } from './error-catalogue';
import { fill } from './messages/fill';
import type { BackLink, PageContext } from './page-context';
import { ForeignText } from './parts/foreign-text';
import { ButtonLink } from './parts/form';
import { renderFrame } from './parts/frame';
import { AlertIcon } from './parts/icons';
import { ownPath, webAddress } from './parts/links';
import { Reference } from './parts/reference';
import { copyReference } from './parts/scripts';

export interface ErrorPageProps {
  readonly context: PageContext;
  /** Chooses our own words; `errorCatalogue[kind].status` is the HTTP status. Nothing of the request is shown. */
  readonly kind: ErrorKind;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Our own short reference, which an admin can open. */
  readonly reference?: string | undefined;
  /** To the client's home (`client_uri`), when the client is known beyond doubt. */
  readonly back?: BackLink | undefined;
  /** Path of this origin, where trying again makes sense. */
  readonly home?: string | undefined;
  /** Where the reference is explained; only for a viewer with an admin session. */
  readonly explainUrl?: string | undefined;
}

/** What happened, what to do now, and what to tell whom. */
export function renderErrorPage({ context, kind, at, reference, ...ways }: ErrorPageProps): string {
  const words = context.locale.messages.error;
  const { title, explanation, action } = words.kinds[kind];
  const back = webAddress(ways.back?.url);
  const home = ownPath(ways.home);
  const explain = webAddress(ways.explainUrl);
  return renderFrame({
    context,
    title,
    script: reference === undefined ? undefined : copyReference,
    children: (
      <>
        <div class="heading">
          <span class="seal">
            <AlertIcon />
          </span>
          <h1>{title}</h1>
          <p class="lead">{explanation}</p>
        </div>
        <section aria-labelledby="what-now">
          <h2 id="what-now">{words.whatNow}</h2>
          <p>{action}</p>
        </section>
        <Reference context={context} at={at} {...(reference === undefined ? {} : { reference })} />
        {back === undefined ? null : (
          <ButtonLink href={back} look="primary">
            {ways.back?.name === undefined
              ? words.back
              : fill(words.backToClient, { client: <ForeignText text={ways.back.name} /> })}
          </ButtonLink>
        )}
        {home === undefined ? null : (
          <ButtonLink href={home} look="plain">
            {words.home}
          </ButtonLink>
        )}
        {explain === undefined ? null : (
          <ButtonLink href={explain} look="plain">
            {words.explain}
          </ButtonLink>
        )}
        <details>
          <summary>{words.details}</summary>
          <dl>
            <dt>{words.code}</dt>
            <dd>
              <code dir="ltr">{kind}</code>
            </dd>
          </dl>
        </details>
      </>
    ),
  });
}
