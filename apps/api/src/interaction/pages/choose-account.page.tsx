import { fill } from './messages/fill';
import type { AccountIdentity, ClientIdentity, PageContext, PostForm } from './page-context';
import { accountDetail, AccountMark, accountName, ClientMark, ClientName, ReturnPlace } from './parts/client';
import { ForeignText } from './parts/foreign-text';
import { ActionButton, Form } from './parts/form';
import { renderFrame } from './parts/frame';
import { ForwardIcon } from './parts/icons';
import type { ReturnTarget } from './return-target';

export interface ChooseAccountPageProps {
  readonly context: PageContext;
  /** Receives `action=continue` with `account=<key>`, or `action=another`. */
  readonly form: PostForm;
  readonly client?: ClientIdentity | undefined;
  readonly returnsTo?: ReturnTarget | undefined;
  /** The accounts signed in in this browser; `key` is opaque. */
  readonly accounts: readonly (AccountIdentity & { readonly key: string })[];
}

/** `prompt=select_account`: go on as somebody already signed in, or as somebody else. */
export function renderChooseAccountPage(props: ChooseAccountPageProps): string {
  const { context, client, form, returnsTo } = props;
  const words = context.locale.messages.chooseAccount;
  return renderFrame({
    context,
    title: words.title,
    children: (
      <>
        <div class="heading">
          {client === undefined ? null : <ClientMark client={client} />}
          <h1>{words.title}</h1>
          {client === undefined ? null : (
            <p class="lead">
              {fill(context.locale.messages.signIn.toClient, { client: <ClientName client={client} /> })}
            </p>
          )}
          {returnsTo === undefined ? null : (
            <p class="place">
              <ReturnPlace target={returnsTo} locale={context.locale} />
            </p>
          )}
        </div>
        <div class="choices">
          {props.accounts.map((account) => (
            <Form form={{ ...form, hidden: { ...form.hidden, account: account.key } }}>
              <button type="submit" class="choice" name="action" value="continue">
                <AccountMark account={account} />
                <span class="who">
                  <span>{fill(words.continueAs, { account: <ForeignText text={accountName(account)} strong /> })}</span>
                  {accountDetail(account) === undefined ? null : (
                    <span class="detail">
                      <ForeignText text={accountDetail(account) ?? ''} />
                    </span>
                  )}
                </span>
                <ForwardIcon />
              </button>
            </Form>
          ))}
        </div>
        <Form form={form}>
          <ActionButton value="another" look="plain">
            {words.another}
          </ActionButton>
        </Form>
      </>
    ),
  });
}
