'use client';
import Link from 'next/link';
import type { Shape } from '../../ui/admin-api';
import { Badge } from '../../ui/badge';
import { Note } from '../../ui/problem-alert';
import { UriDifference } from '../../ui/uri-difference';
import { clientHref, type Client } from '../../ui/use-client';
import styles from './playground.module.css';

type Checked = Shape<'AuthorizationCheckAnswer'>;

/** What the server would make of the request: every check in order, and what a person would be asked. */
export function CheckResult({ result, client }: { readonly result: Checked; readonly client: Client }) {
  const { acceptable, refusal, person, checks } = result;
  const failed = checks.find(({ outcome }) => outcome === 'failed');
  const passed = checks.filter(({ outcome }) => outcome === 'passed');
  const notReached = checks.filter(({ outcome }) => outcome === 'not_reached');
  return (
    <section className={styles['result']} aria-label="Result of the check">
      {acceptable ? (
        <Note tone="good" title="It would be accepted">
          Nothing was sent, and nobody was asked.
        </Note>
      ) : (
        <Note tone="bad" title="It would be refused">
          {refusal?.told_to === 'page'
            ? 'The person would see an error page: the answer could not be sent anywhere safely. '
            : 'The client would be told at its redirect URI. '}
          <code>{refusal?.error}</code> {refusal?.error_description}
        </Note>
      )}
      {failed && (
        <div className={styles['failed']}>
          <p>
            <Badge tone="bad">failed</Badge> <strong>{failed.title}</strong> <code>{failed.check}</code>
          </p>
          {failed.fix !== undefined && <p>{failed.fix}</p>}
          {failed.difference && <UriDifference segments={failed.difference.segments} />}
          <p>
            <Link href={clientHref(client.client_id)} prefetch={false}>
              Open the settings of the client
            </Link>
          </p>
        </div>
      )}
      {person && <PersonAsked person={person} />}
      <Checks summary={`${passed.length} checks passed`} word="passed" tone="good" checks={passed} />
      {notReached.length > 0 && (
        <Checks
          summary={`${notReached.length} further checks were not made`}
          word="not made"
          tone="quiet"
          checks={notReached}
        />
      )}
    </section>
  );
}

function Checks({
  summary,
  word,
  tone,
  checks,
}: {
  readonly summary: string;
  readonly word: string;
  readonly tone: 'good' | 'quiet';
  readonly checks: Checked['checks'];
}) {
  return (
    <details>
      <summary>{summary}</summary>
      <ol className={styles['checks']}>
        {checks.map(({ check, title }) => (
          <li key={check}>
            <Badge tone={tone}>{word}</Badge>
            <span>{title}</span>
            <code>{check}</code>
          </li>
        ))}
      </ol>
    </details>
  );
}

const CONSENTS = {
  never: 'They would not be asked to allow anything: the client is registered so.',
  first_time: 'They would be asked to allow what they have not allowed before:',
  every_time: 'They would be asked each time to allow:',
} as const;

function PersonAsked({ person }: { readonly person: NonNullable<Checked['person']> }) {
  const { sign_in: signIn, pages_allowed: pages, consent, scopes, left_out: leftOut } = person;
  return (
    <div>
      <h3 className={styles['subtitle']}>What the person would be asked</h3>
      <ul className={styles['plain']}>
        <li>
          {signIn === 'every_time'
            ? 'They would sign in, whether they are signed in or not.'
            : 'They would sign in, unless they are signed in already.'}
          {person.max_age !== null && ` A sign-in may be ${person.max_age} seconds old.`}
          {person.account_selection && ' They would choose an account.'}
          {!pages && ' With prompt=none no page is shown: the client would get an error instead.'}
        </li>
        <li>
          {CONSENTS[consent]}
          {consent !== 'never' && (
            <ul>
              {scopes.map(({ scope, sentence, api }) => (
                <li key={scope}>
                  {sentence ?? <em>no description given</em>} <code>{scope}</code>
                  {api && ` (${api.name})`}
                </li>
              ))}
            </ul>
          )}
        </li>
        {leftOut.length > 0 && (
          <li>
            Left out, as nobody knows them or this client may not have them: <code>{leftOut.join(' ')}</code>
          </li>
        )}
      </ul>
    </div>
  );
}
