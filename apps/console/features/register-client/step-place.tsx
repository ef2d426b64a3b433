'use client';
import { Button, NativeSelect } from '@mantine/core';
import { Note } from '../../ui/problem-alert';
import { RedirectUriEditor } from '../../ui/redirect-uris/redirect-uri-editor';
import { FORGOTTEN_WITH_KIND } from './draft';
import { kindOf, type Kind } from './kinds';
import { ResourceChoice } from './resource-choice';
import styles from './register-client.module.css';
import type { StepProps } from './step';

/** Where it runs: where people come back to, and how it proves who it is. */
export function StepPlace(props: StepProps) {
  const kind = kindOf(props.draft.kind);
  if (!kind) return null;
  return (
    <>
      {kind.type === 'spa' && <BackendFirst {...props} />}
      {kind.type === 'agent' && <ResourceChoice {...props} />}
      {kind.returns && <Redirects {...props} kind={kind} />}
      {kind.proves && <Credential {...props} kind={kind} />}
      {!kind.returns && !kind.proves && (
        <Note>Nothing to choose here: the device shows a code, and people approve on another screen.</Note>
      )}
    </>
  );
}

/** Tokens in a browser can be read by every script that gets in: a server in front of it is the better way. */
function BackendFirst({ change }: StepProps) {
  return (
    <Note tone="doubt" title="Safer: let a small server of yours hold the tokens">
      <p>
        A script that gets into the page can read tokens that are in the browser. With a backend for frontend (BFF), the
        server signs people in and keeps the tokens, and the browser only has a session cookie (RFC 10017).
      </p>
      <p className={styles['tools']}>
        <Button variant="default" size="xs" onClick={() => change({ ...FORGOTTEN_WITH_KIND, kind: 'web' })}>
          I have a server: register a web application
        </Button>
        <span>Otherwise go on: tokens then live five minutes, and each refresh token works once.</span>
      </p>
    </Note>
  );
}

function Redirects({ draft, change, fault, kind }: StepProps & { readonly kind: Kind }) {
  const place = kind.places.find(({ id }) => id === draft.place) ?? kind.places[0];
  const suggestion = place?.suggestion;
  return (
    <>
      {kind.placesTitle && (
        <NativeSelect
          label={kind.placesTitle}
          value={place?.id ?? ''}
          onChange={(event) => change({ place: event.currentTarget.value })}
          data={kind.places.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <div role="group" aria-labelledby="redirects" className={styles['group']}>
        <h3 id="redirects">Where do people come back to?</h3>
        <p>
          The address of your client that takes the answer, whole and exact: what it sends later has to be one of these,
          letter for letter. {place?.hint}
        </p>
        <RedirectUriEditor
          label="Redirect URI"
          value={draft.uri}
          applicationType={kind.type}
          onChange={(uri) => change({ uri: uri.length === 0 ? null : uri })}
          empty="None yet."
        />
        {suggestion !== undefined && !draft.uri.includes(suggestion) && (
          <p className={styles['tools']}>
            <Button variant="default" size="xs" onClick={() => change({ uri: [...draft.uri, suggestion] })}>
              Add {suggestion}
            </Button>
            {kind.type !== 'native' && <span>For your own machine while you build.</span>}
          </p>
        )}
        {fault('uri') && (
          <p className={styles['fault']} role="alert">
            {fault('uri')}
          </p>
        )}
      </div>
    </>
  );
}

const CREDENTIALS = [
  {
    value: 'private_key_jwt',
    name: 'A private key',
    recommended: true,
    what: 'The pair is made in this browser when you register. You keep the private key; Gatehouse only ever has the public one, so nothing can leak from here.',
  },
  {
    value: 'client_secret_basic',
    name: 'A secret',
    recommended: false,
    what: 'Made by Gatehouse and shown once. Every library knows it, but both sides have to keep it safe.',
  },
] as const;

function Credential({ draft, change, kind }: StepProps & { readonly kind: Kind }) {
  return (
    <fieldset className={styles['choices']}>
      <legend>How does the {kind.type === 'machine' ? 'machine' : 'server'} prove who it is?</legend>
      {CREDENTIALS.map(({ value, name, recommended, what }) => (
        <label key={value} className={styles['choice']}>
          <input
            type="radio"
            name="method"
            value={value}
            checked={draft.method === value}
            onChange={() => change({ method: value })}
            aria-labelledby={`method-${value}-name`}
            aria-describedby={`method-${value}`}
          />
          <span>
            <strong id={`method-${value}-name`}>
              {name} {recommended && '(recommended)'}
            </strong>
            <span id={`method-${value}`}>{what}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
