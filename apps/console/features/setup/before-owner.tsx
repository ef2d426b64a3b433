import type { EnvironmentCheck } from '../../ui/first-steps';
import { CheckList } from './check-list';
import { CodeForm } from './code-form';
import { SetUpFrame } from './set-up-frame';
import styles from './set-up.module.css';

export interface BeforeOwnerProps {
  readonly state: 'open' | 'done' | 'unknown';
  readonly issuerUrl: string;
  /** What would keep the owner from signing in here. */
  readonly faults: readonly EnvironmentCheck[];
}

/** For whoever comes before there is an owner, or cannot sign in because addresses are wrong. */
export function BeforeOwner({ state, issuerUrl, faults }: BeforeOwnerProps) {
  return (
    <SetUpFrame>
      {state === 'open' ? (
        <>
          <h1>Make the owner account</h1>
          <p className={styles['lead']}>
            Nobody owns this Gatehouse yet. When it started, it printed a link with a one-time code: whoever opens that
            link makes the owner account.
          </p>
        </>
      ) : (
        <>
          <h1>Nobody can sign in at the moment</h1>
          <p className={styles['lead']}>The console and the API do not find together. This is what is in the way.</p>
        </>
      )}
      {faults.length > 0 && (
        <section aria-labelledby="in-the-way">
          <h2 id="in-the-way">In the way of signing in</h2>
          <CheckList checks={faults} />
        </section>
      )}
      {state === 'unknown' && faults.length === 0 && (
        <p>
          The set-up page of {issuerUrl} did not answer. <a href="/setup">Try again</a>
        </p>
      )}
      {state === 'open' && (
        <>
          <section aria-labelledby="where">
            <h2 id="where">Where the link is</h2>
            <ol className={styles['ways']}>
              <li>
                In the terminal in which Gatehouse was started, or in the log of the API. It begins with{' '}
                <code dir="ltr">{issuerUrl}/setup?code=</code> and is good for 30 minutes.
              </li>
              <li>
                For a new one, run this on the server. The link before it stops working.
                <pre tabIndex={0} dir="ltr">
                  <code>npm run gatehouse -- setup-code</code>
                </pre>
              </li>
            </ol>
          </section>
          <section aria-labelledby="have">
            <h2 id="have">You have it already?</h2>
            <CodeForm issuerUrl={issuerUrl} />
          </section>
        </>
      )}
    </SetUpFrame>
  );
}
