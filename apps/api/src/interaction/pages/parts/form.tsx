import type { ComponentChildren } from 'preact';
import type { PostForm } from '../page-context';
import { AlertIcon, EyeIcon, InformationIcon } from './icons';

/** A plain POST form with its hidden fields. Problems are told by the server, so that their words are ours. */
export function Form({ form, children }: { form: PostForm; children: ComponentChildren }) {
  return (
    <form method="post" action={form.action} novalidate>
      {Object.entries(form.hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** A button that sends its form with `action=<value>`. */
export function ActionButton(props: {
  value: string;
  look: 'primary' | 'plain' | 'link';
  children: ComponentChildren;
}) {
  return (
    <button type="submit" class={`button ${props.look}`} name="action" value={props.value}>
      <span>{props.children}</span>
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink(props: { href: string; look: 'primary' | 'plain'; children: ComponentChildren }) {
  return (
    <a class={`button ${props.look}`} href={props.href}>
      <span>{props.children}</span>
    </a>
  );
}

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly autocomplete: string;
  readonly value?: string | undefined;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  /** Word beside the label of a field that may stay empty. */
  readonly optional?: string | undefined;
  readonly focus?: boolean;
  /** Label of the button that shows the password. */
  readonly reveal?: string | undefined;
  readonly passwordRules?: string | undefined;
  /** Set for credentials: written left to right in every language. */
  readonly credential?: boolean;
}

/** A labelled input with its hint and its problem. Field id = field name. */
export function Field(props: FieldProps) {
  const { name, hint, problem } = props;
  const described = [problem === undefined ? '' : `${name}-problem`, hint === undefined ? '' : `${name}-hint`];
  const describedBy = described.filter((id) => id !== '').join(' ');
  return (
    <div class={problem === undefined ? 'field' : 'field wrong'}>
      <label for={name}>
        {props.label}
        {props.optional === undefined ? null : <span class="optional"> ({props.optional})</span>}
      </label>
      <div class="control">
        <input
          id={name}
          name={name}
          type={props.type ?? 'text'}
          autocomplete={props.autocomplete}
          value={props.value}
          required={props.optional === undefined}
          aria-invalid={problem === undefined ? undefined : 'true'}
          aria-describedby={describedBy === '' ? undefined : describedBy}
          dir={props.credential === true ? 'ltr' : 'auto'}
          {...(props.credential === true ? { autocapitalize: 'none', autocorrect: 'off', spellcheck: false } : {})}
          {...(props.passwordRules === undefined ? {} : { passwordrules: props.passwordRules })}
          autofocus={props.focus === true}
        />
        {props.reveal === undefined ? null : (
          <button type="button" class="reveal" data-reveal={name} aria-label={props.reveal} aria-pressed="false" hidden>
            <EyeIcon />
          </button>
        )}
      </div>
      {problem === undefined ? null : (
        <p class="problem" id={`${name}-problem`}>
          {problem}
        </p>
      )}
      {hint === undefined ? null : (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** What went wrong, read out at once and focused without a script. */
export function Alert({ children }: { children: ComponentChildren }) {
  return (
    <div class="notice alert" role="alert" tabindex={-1} autofocus>
      <AlertIcon />
      <div>{children}</div>
    </div>
  );
}

export function Notice({ children }: { children: ComponentChildren }) {
  return (
    <div class="notice">
      <InformationIcon />
      <div>{children}</div>
    </div>
  );
}
