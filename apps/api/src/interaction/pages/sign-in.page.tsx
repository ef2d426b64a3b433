import { fill, fromNow } from './messages/fill';
import type { Messages } from './messages/messages';
import type { ClientIdentity, PageContext, PostForm } from './page-context';
import { ClientMark, ClientName, ClientPolicies, ReturnPlace } from './parts/client';
import { ForeignText } from './parts/foreign-text';
import { ActionButton, Alert, Field, Form, Notice } from './parts/form';
import { renderFrame } from './parts/frame';
import { revealPassword } from './parts/scripts';
import type { ReturnTarget } from './return-target';

/** Why somebody who may well be signed in is asked again. */
export type SignInReason = keyof Messages['signIn']['reasons'];

/** What was wrong with the last attempt. One neutral sentence each: none tells whether the account exists. */
export type SignInProblem =
  | { readonly kind: Exclude<keyof Messages['signIn']['problems'], 'locked'> }
  /** `seconds` until the next attempt is heard. */
  | { readonly kind: 'locked'; readonly seconds: number };

export interface SignInPageProps {
  readonly context: PageContext;
  /** Receives `username`, `password` and `action=login`. */
  readonly form: PostForm;
  /** Who asks, and where it returns to; absent when a person came to the issuer itself. */
  readonly client?: ClientIdentity | undefined;
  readonly returnsTo?: ReturnTarget | undefined;
  /** `login_hint`, or what was typed before. */
  readonly username?: string | undefined;
  readonly reason?: SignInReason | undefined;
  readonly problem?: SignInProblem | undefined;
  /** A second form, with the one button `action=deny`: back to the client with `access_denied`. */
  readonly cancel?: PostForm | undefined;
}

/** `/login`: username and password on one form. The password is never filled in again. */
export function renderSignInPage(props: SignInPageProps): string {
  const { context, client, returnsTo, username = '', problem } = props;
  const { locale, issuer } = context;
  const words = locale.messages.signIn;
  const asking = client === undefined ? <ForeignText text={issuer.name} strong /> : <ClientName client={client} />;
  return renderFrame({
    context,
    title: words.title,
    script: revealPassword,
    children: (
      <>
        <div class="heading">
          {client === undefined ? null : <ClientMark client={client} />}
          <h1>{words.title}</h1>
          <p class="lead">
            {client === undefined ? fill(words.toIssuer, { issuer: asking }) : fill(words.toClient, { client: asking })}
          </p>
          {returnsTo === undefined ? null : (
            <p class="place">
              <ReturnPlace target={returnsTo} locale={locale} />
            </p>
          )}
        </div>
        {problem === undefined ? null : <Alert>{problemText(problem, props)}</Alert>}
        {props.reason === undefined || problem !== undefined ? null : (
          <Notice>{fill(words.reasons[props.reason], { client: asking })}</Notice>
        )}
        <Form form={props.form}>
          <Field
            name="username"
            label={words.username}
            autocomplete="username webauthn"
            value={username}
            credential
            focus={problem === undefined && username === ''}
          />
          <Field
            name="password"
            label={words.password}
            type="password"
            autocomplete="current-password"
            credential
            focus={problem === undefined && username !== ''}
            reveal={locale.messages.password.reveal}
          />
          <ActionButton value="login" look="primary">
            {words.submit}
          </ActionButton>
        </Form>
        {props.cancel === undefined ? null : (
          <Form form={props.cancel}>
            <ActionButton value="deny" look="link">
              {fill(words.cancel, { client: asking })}
            </ActionButton>
          </Form>
        )}
        {client === undefined ? null : <ClientPolicies client={client} locale={locale} />}
      </>
    ),
  });
}

function problemText(problem: SignInProblem, { context }: SignInPageProps) {
  const text = context.locale.messages.signIn.problems[problem.kind];
  return fill(text, {
    issuer: <ForeignText text={context.issuer.name} />,
    when: problem.kind === 'locked' ? fromNow(problem.seconds, context.locale.tag) : '',
  });
}
