import { fill, fillText, fromNow } from './messages/fill';
import type { Messages } from './messages/messages';
import type { PageContext, PostForm } from './page-context';
import { ForeignText } from './parts/foreign-text';
import { ActionButton, Alert, ButtonLink, Field, Form } from './parts/form';
import { renderFrame } from './parts/frame';
import { AlertIcon, CheckIcon } from './parts/icons';
import { ownPath, webAddress } from './parts/links';
import { revealPassword } from './parts/scripts';

/** Also fits the problems that the account rules report: first of a field is shown, unknown codes get general words. */
export interface OwnerSetupProblem {
  /** `username`, `email`, `name`, `password`, `passwordConfirmation`, or `form` for what belongs to no field. */
  readonly field: string;
  readonly code: string;
}

/** The bounds of the password policy, in characters. */
export interface PasswordBounds {
  readonly minimum: number;
  readonly maximum: number;
}

export interface OwnerSetupPageProps {
  readonly context: PageContext;
  /** Receives `username`, `email`, `display_name`, `password`, `password_confirmation` and `action=create`. */
  readonly form: PostForm;
  readonly passwordBounds: PasswordBounds;
  /** What was entered before; passwords are never sent back. */
  readonly values?: { readonly username?: string; readonly email?: string; readonly name?: string } | undefined;
  readonly problems?: readonly OwnerSetupProblem[] | undefined;
}

/** First run: makes the first account. */
export function renderOwnerSetupPage(props: OwnerSetupPageProps): string {
  const { context, values = {}, passwordBounds } = props;
  const words = context.locale.messages.setup;
  const bounds = { minimum: String(passwordBounds.minimum), maximum: String(passwordBounds.maximum) };
  const problems = problemTexts(words.problems, props.problems ?? [], bounds);
  const wrong = Object.keys(problems) as (FieldName | 'form')[];
  const reveal = context.locale.messages.password.reveal;
  const passwordRules = `minlength: ${bounds.minimum}; maxlength: ${bounds.maximum};`;
  return renderFrame({
    context,
    title: words.title,
    wide: true,
    script: revealPassword,
    children: (
      <>
        <div class="heading">
          <h1>{words.title}</h1>
          <p class="lead">{fill(words.text, { issuer: <ForeignText text={context.issuer.name} strong /> })}</p>
        </div>
        {wrong.length === 0 ? null : (
          <Alert>
            <p>
              <strong>{words.problemsTitle}</strong>
            </p>
            <ul>
              {wrong.map((field) => (
                <li>{field === 'form' ? problems.form : <a href={`#${fieldNames[field]}`}>{problems[field]}</a>}</li>
              ))}
            </ul>
          </Alert>
        )}
        <Form form={props.form}>
          <Field
            name={fieldNames.username}
            label={words.username}
            autocomplete="username"
            value={values.username}
            hint={words.usernameHint}
            problem={problems.username}
            credential
            focus={wrong.length === 0}
          />
          <Field
            name={fieldNames.email}
            label={words.email}
            type="email"
            autocomplete="email"
            value={values.email}
            problem={problems.email}
            credential
          />
          <Field
            name={fieldNames.name}
            label={words.displayName}
            autocomplete="name"
            value={values.name}
            problem={problems.name}
            optional={words.optional}
          />
          <Field
            name={fieldNames.password}
            label={words.password}
            type="password"
            autocomplete="new-password"
            hint={fillText(words.passwordHint, bounds)}
            problem={problems.password}
            passwordRules={passwordRules}
            credential
            reveal={reveal}
          />
          <Field
            name={fieldNames.passwordConfirmation}
            label={words.passwordConfirmation}
            type="password"
            autocomplete="new-password"
            problem={problems.passwordConfirmation}
            passwordRules={passwordRules}
            credential
            reveal={reveal}
          />
          <ActionButton value="create" look="primary">
            {words.submit}
          </ActionButton>
        </Form>
      </>
    ),
  });
}

type FieldName = 'username' | 'email' | 'name' | 'password' | 'passwordConfirmation';

/** Names on the wire, in the order of the page. */
const fieldNames: Readonly<Record<FieldName, string>> = {
  username: 'username',
  email: 'email',
  name: 'display_name',
  password: 'password',
  passwordConfirmation: 'password_confirmation',
};

/** The words for each field that has a problem, in the order of the page; nothing reported goes without words. */
function problemTexts(
  texts: Messages['setup']['problems'],
  problems: readonly OwnerSetupProblem[],
  values: Readonly<Record<string, string>>,
): Partial<Record<FieldName | 'form', string>> {
  const found: Partial<Record<FieldName | 'form', string>> = {};
  for (const field of ['form', ...Object.keys(fieldNames)] as (FieldName | 'form')[]) {
    const ofField = problems.find((problem) => (isField(problem.field) ? problem.field : 'form') === field);
    if (ofField === undefined) continue;
    const words = new Map(Object.entries(texts[field]));
    found[field] = fillText(words.get(ofField.code) ?? texts.form.unknown, values);
  }
  return found;
}

function isField(name: string): name is FieldName {
  return Object.hasOwn(fieldNames, name);
}

/** Where an owner goes on from here. */
export interface WaysOn {
  /** Path of this origin to sign in at. */
  readonly signIn?: string | undefined;
  /** Address of the admin console; absent where there is none. */
  readonly console?: string | undefined;
}

/** The first account has been made. */
export function renderOwnerSetupDonePage({ context, ...ways }: WaysOn & { readonly context: PageContext }): string {
  const words = context.locale.messages.setup.done;
  return renderFrame({
    context,
    title: words.title,
    children: (
      <>
        <div class="heading">
          <span class="seal good">
            <CheckIcon />
          </span>
          <h1>{words.title}</h1>
          <p class="lead">{fill(words.text, { issuer: <ForeignText text={context.issuer.name} strong /> })}</p>
        </div>
        <WaysOnLinks context={context} {...ways} />
      </>
    ),
  });
}

function WaysOnLinks({ context, ...ways }: WaysOn & { context: PageContext }) {
  const { setup, signIn } = context.locale.messages;
  const [toConsole, toSignIn] = [webAddress(ways.console), ownPath(ways.signIn)];
  return (
    <>
      {toConsole === undefined ? null : (
        <ButtonLink href={toConsole} look="primary">
          {setup.done.toConsole}
        </ButtonLink>
      )}
      {toSignIn === undefined ? null : (
        <ButtonLink href={toSignIn} look={toConsole === undefined ? 'primary' : 'plain'}>
          {signIn.title}
        </ButtonLink>
      )}
    </>
  );
}

export interface OwnerSetupClosedPageProps extends WaysOn {
  readonly context: PageContext;
  readonly state: 'used' | 'expired' | 'wait';
  /** Until the link may be tried again, with `wait`. */
  readonly seconds?: number | undefined;
  /** Command that makes a new link, shown with `expired`. */
  readonly command?: string | undefined;
}

/** The set-up link cannot be used (any more, or yet): says which, and what to do. */
export function renderOwnerSetupClosedPage(props: OwnerSetupClosedPageProps): string {
  const { context, state, command, seconds = 0, ...ways } = props;
  const words = context.locale.messages.setup[state];
  const issuer = <ForeignText text={context.issuer.name} strong />;
  return renderFrame({
    context,
    title: words.title,
    children: (
      <>
        <div class="heading">
          <span class="seal">
            <AlertIcon />
          </span>
          <h1>{words.title}</h1>
          <p class="lead">{fill(words.text, { issuer })}</p>
        </div>
        <section aria-labelledby="what-now">
          <h2 id="what-now">{context.locale.messages.error.whatNow}</h2>
          <p>{fill(words.action, { issuer, when: fromNow(seconds, context.locale.tag) })}</p>
          {state === 'expired' ? (
            <pre dir="ltr" tabindex={0}>
              <code>{command ?? 'npm run gatehouse -- setup-code'}</code>
            </pre>
          ) : null}
        </section>
        {state === 'used' ? <WaysOnLinks context={context} {...ways} /> : null}
      </>
    ),
  });
}
