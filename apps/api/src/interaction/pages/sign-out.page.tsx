import { fill, fillText } from './messages/fill';
import type { AccountIdentity, BackLink, PageContext, PostForm } from './page-context';
import { accountName } from './parts/client';
import { ForeignText, readable } from './parts/foreign-text';
import { ActionButton, ButtonLink, Form } from './parts/form';
import { renderFrame } from './parts/frame';
import { CheckIcon } from './parts/icons';
import { ownPath, webAddress } from './parts/links';
import { Reference } from './parts/reference';
import { copyReference } from './parts/scripts';

export interface SignOutPageProps {
  readonly context: PageContext;
  /** Receives `action=logout` or `action=stay`. */
  readonly form: PostForm;
  readonly account?: AccountIdentity | undefined;
  /** Names of the other clients that end with the session. */
  readonly clients?: readonly string[] | undefined;
}

/** Asked when nothing proves that the person wants to leave (OpenID Connect RP-Initiated Logout §2). */
export function renderSignOutPage({ context, form, account, clients = [] }: SignOutPageProps): string {
  const words = context.locale.messages.signOut;
  const { name } = context.issuer;
  return renderFrame({
    context,
    title: fillText(words.title, { issuer: readable(name) }),
    children: (
      <>
        <div class="heading">
          <h1>{fill(words.title, { issuer: <ForeignText text={name} /> })}</h1>
          {account === undefined ? null : (
            <p class="lead">
              {fill(words.signedInAs, { account: <ForeignText text={accountName(account)} strong /> })}
            </p>
          )}
        </div>
        {clients.length === 0 ? null : (
          <section aria-labelledby="also">
            <p class="list-title" id="also">
              {words.alsoSignsOut}
            </p>
            <ul class="names">
              {clients.map((client) => (
                <li>
                  <ForeignText text={client} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <Form form={form}>
          <div class="stack">
            <ActionButton value="logout" look="primary">
              {words.submit}
            </ActionButton>
            <ActionButton value="stay" look="plain">
              {words.stay}
            </ActionButton>
          </div>
        </Form>
      </>
    ),
  });
}

export interface SignedOutPageProps {
  readonly context: PageContext;
  /** The browser had no session any more: just as well. */
  readonly already?: boolean | undefined;
  readonly back?: BackLink | undefined;
  /** Path of this origin. */
  readonly signInAgain?: string | undefined;
  /** Set when the requested return address was refused: says so, and shows what an admin can look up. */
  readonly refusedReturn?: { readonly reference: string; readonly at: number } | undefined;
}

/** The end of signing out when there is nowhere to go on to. */
export function renderSignedOutPage(props: SignedOutPageProps): string {
  const { context, refusedReturn } = props;
  const words = context.locale.messages.signedOut;
  const back = webAddress(props.back?.url);
  const again = ownPath(props.signInAgain);
  const issuer = <ForeignText text={context.issuer.name} strong />;
  return renderFrame({
    context,
    title: words.title,
    script: refusedReturn === undefined ? undefined : copyReference,
    children: (
      <>
        <div class="heading">
          <span class="seal good">
            <CheckIcon />
          </span>
          <h1>{words.title}</h1>
          <p class="lead">{fill(props.already === true ? words.alreadyText : words.text, { issuer })}</p>
        </div>
        {refusedReturn === undefined ? null : (
          <>
            <p class="small">{words.noReturn}</p>
            <Reference context={context} {...refusedReturn} />
          </>
        )}
        {back === undefined ? null : (
          <ButtonLink href={back} look="primary">
            {props.back?.name === undefined
              ? context.locale.messages.error.back
              : fill(context.locale.messages.error.backToClient, { client: <ForeignText text={props.back.name} /> })}
          </ButtonLink>
        )}
        {again === undefined ? null : (
          <ButtonLink href={again} look="plain">
            {words.signInAgain}
          </ButtonLink>
        )}
      </>
    ),
  });
}
