import type { ComponentChildren } from 'preact';
import { fill, fillText } from './messages/fill';
import type { PageLocale } from './messages/locales';
import type { AccountIdentity, ClientIdentity, ClientStanding, PageContext, PostForm } from './page-context';
import {
  accountDetail,
  accountName,
  ClientMark,
  ClientName,
  clientName,
  ClientPolicies,
  ReturnPlace,
} from './parts/client';
import { ForeignText, MachineText } from './parts/foreign-text';
import { ActionButton, Form, Notice } from './parts/form';
import { renderFrame } from './parts/frame';
import { CheckIcon, ClockIcon, PersonIcon, QuestionIcon, ReturnIcon, ServerIcon, ShieldIcon } from './parts/icons';
import type { ReturnTarget } from './return-target';

/** One permission. A missing or blank `description` shows the raw name and says that there is none. */
export interface ConsentScope {
  readonly name: string;
  readonly description?: string | undefined;
  /** Listed first and marked. */
  readonly sensitive?: boolean | undefined;
  /** Not part of what this person agreed to before. */
  readonly isNew?: boolean | undefined;
}

/** The scopes of one API. Without `api` they are the issuer's own (OpenID Connect Core §5.4). */
export interface ConsentGroup {
  readonly api?: { readonly identifier: string; readonly name: string } | undefined;
  readonly scopes: readonly ConsentScope[];
}

export interface ConsentPageProps {
  readonly context: PageContext;
  /** Receives `action=allow` or `action=deny`. */
  readonly form: PostForm;
  readonly client: ClientIdentity;
  readonly returnsTo: ReturnTarget;
  readonly account: AccountIdentity;
  /** A second form with the one button `action=switch`. */
  readonly switchAccount?: PostForm | undefined;
  /** Without `offline_access`, which `offlineAccess` stands for. */
  readonly groups: readonly ConsentGroup[];
  readonly offlineAccess: boolean;
  /** Resource indicators of the request (RFC 8707) that no group names. */
  readonly resources?: readonly string[] | undefined;
}

/** `/consent`: who asks, where it goes, as whom, what for, for how long, in that order. */
export function renderConsentPage(props: ConsentPageProps): string {
  const { context, client, groups, account, returnsTo } = props;
  const { locale } = context;
  const words = locale.messages.consent;
  const detail = accountDetail(account);
  const asked = groups.filter((group) => group.scopes.length > 0);
  const resources = props.resources ?? [];
  const warning = warningText(client.standing, returnsTo, locale);
  return renderFrame({
    context,
    title: fillText(words.title, { client: clientName(client) }),
    wide: true,
    children: (
      <>
        <div class="heading">
          <ClientMark client={client} />
          <h1>{fill(words.title, { client: <ClientName client={client} /> })}</h1>
        </div>
        <dl class="facts">
          <Fact
            icon={client.standing.kind === 'verified' ? <ShieldIcon /> : <QuestionIcon />}
            term={words.identity}
            tone={client.standing.kind === 'verified' ? 'good' : 'doubtful'}
          >
            {standingText(client.standing, locale)}
          </Fact>
          <Fact icon={<ReturnIcon />} term={words.returnsTo}>
            <ReturnPlace target={returnsTo} locale={locale} />
          </Fact>
          <Fact icon={<PersonIcon />} term={words.as} split>
            <span class="person">
              <ForeignText text={accountName(account)} strong />
              {detail === undefined ? null : (
                <span class="detail">
                  <ForeignText text={detail} />
                </span>
              )}
            </span>
            {props.switchAccount === undefined ? null : (
              <Form form={props.switchAccount}>
                <ActionButton value="switch" look="link">
                  {words.switchAccount}
                </ActionButton>
              </Form>
            )}
          </Fact>
        </dl>
        {warning === undefined ? null : <Notice>{warning}</Notice>}
        <section class="asked" aria-labelledby="asked">
          <h2 id="asked">{words.willBeAbleTo}</h2>
          {asked.length === 0 ? <p class="detail">{words.nothing}</p> : null}
          {asked.map((group) => (
            <div class="group">
              <h3>{group.api === undefined ? words.issuerGroup : <ForeignText text={group.api.name} />}</h3>
              <ul class="scopes">
                {sensitiveFirst(group.scopes).map((scope) => (
                  <ScopeItem scope={scope} own={group.api === undefined} locale={locale} />
                ))}
              </ul>
            </div>
          ))}
        </section>
        <dl class="facts">
          <Fact icon={<ClockIcon />} term={words.howLong} tone={props.offlineAccess ? 'lasting' : undefined}>
            {props.offlineAccess ? words.offline : words.shortLived}
          </Fact>
          {resources.length === 0 ? null : (
            <Fact icon={<ServerIcon />} term={words.resources}>
              <ul class="resources">
                {resources.map((resource) => (
                  <li>
                    <MachineText text={resource} />
                  </li>
                ))}
              </ul>
            </Fact>
          )}
        </dl>
        <details>
          <summary>{words.details}</summary>
          <dl>
            <dt>{words.clientId}</dt>
            <dd>
              <MachineText text={client.clientId} />
            </dd>
            {rawNames(props).map(({ api, names }) => (
              <>
                <dt>
                  {words.scopeNames}
                  {api === undefined ? null : (
                    <>
                      {' · '}
                      <MachineText text={api} />
                    </>
                  )}
                </dt>
                {names.map((name) => (
                  <dd>
                    <MachineText text={name} />
                  </dd>
                ))}
              </>
            ))}
          </dl>
        </details>
        <Form form={props.form}>
          <div class="pair">
            <ActionButton value="deny" look="plain">
              {words.deny}
            </ActionButton>
            <ActionButton value="allow" look="plain">
              {words.allow}
            </ActionButton>
          </div>
        </Form>
        <ClientPolicies client={client} locale={locale} />
      </>
    ),
  });
}

type Tone = 'good' | 'doubtful' | 'lasting' | undefined;

function Fact(props: {
  icon: ComponentChildren;
  term: string;
  tone?: Tone;
  split?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class={props.tone === undefined ? 'fact' : `fact ${props.tone}`}>
      <dt>
        {props.icon}
        {props.term}
      </dt>
      <dd class={props.split === true ? 'split' : undefined}>{props.children}</dd>
    </div>
  );
}

function ScopeItem({ scope, own, locale }: { scope: ConsentScope; own: boolean; locale: PageLocale }) {
  const words = locale.messages.consent;
  const standard =
    own && Object.hasOwn(words.standardScopes, scope.name) ? words.standardScopes[scope.name] : undefined;
  const description = (scope.description ?? '').trim() || standard;
  return (
    <li>
      <CheckIcon />
      <span class="scope">
        {description === undefined ? (
          <>
            <MachineText text={scope.name} />
            <span class="detail"> ({words.noDescription})</span>
          </>
        ) : (
          <ForeignText text={description} />
        )}
      </span>
      {scope.sensitive === true ? <span class="tag sensitive">{words.sensitive}</span> : null}
      {scope.isNew === true ? <span class="tag new">{words.isNew}</span> : null}
    </li>
  );
}

function standingText(standing: ClientStanding, locale: PageLocale): string {
  const words = locale.messages.client;
  if (standing.kind === 'verified') return words.verified;
  if (standing.kind === 'unverified') return words.unverified;
  const date = new Intl.DateTimeFormat(locale.tag, { dateStyle: 'long', timeZone: 'UTC' }).format(standing.at);
  return fillText(words.selfRegistered, { date });
}

/** Any local program can listen on a loopback address, so even a verified name proves little there (RFC 8252 §8.6). */
function warningText(standing: ClientStanding, target: ReturnTarget, locale: PageLocale): string | undefined {
  const words = locale.messages.consent;
  if (target.kind === 'this-computer') return words.thisComputerWarning;
  if (standing.kind === 'verified') return undefined;
  return target.kind === 'site' ? words.unverifiedWarning : words.thisComputerWarning;
}

function sensitiveFirst(scopes: readonly ConsentScope[]): ConsentScope[] {
  return [...scopes].sort((left, right) => Number(right.sensitive === true) - Number(left.sensitive === true));
}

function rawNames({ groups, offlineAccess }: ConsentPageProps): { api?: string | undefined; names: string[] }[] {
  const named = groups.map((group) => ({ api: group.api?.identifier, names: group.scopes.map((scope) => scope.name) }));
  if (!offlineAccess) return named.filter(({ names }) => names.length > 0);
  const own = named.find(({ api }) => api === undefined);
  if (own === undefined) named.push({ api: undefined, names: ['offline_access'] });
  else own.names.push('offline_access');
  return named.filter(({ names }) => names.length > 0);
}
