'use client';
import type { Shape } from '../../../ui/admin-api';
import { Badge } from '../../../ui/badge';
import { Note } from '../../../ui/problem-alert';
import { duration } from '../../../ui/time';
import styles from './access.module.css';

/** Tokens that would be issued: each claim with its value and what puts it there. */
export function TokenPreview({ preview }: { readonly preview: Shape<'TokenPreviewAnswer'> }) {
  const { refusal, access_token, id_token, refresh_token, userinfo } = preview;
  if (refusal) {
    return (
      <div role="status">
        <Note tone="bad" title={`Nothing would be issued: ${refusal.title}`}>
          {refusal.fix} The client would be told <code>{refusal.error}</code>.
        </Note>
      </div>
    );
  }
  return (
    <div className={styles['result']} role="region" aria-label="Previewed tokens">
      {access_token && (
        <Claims
          title="Access token"
          lead={`${access_token.format === 'jwt' ? 'A signed JWT' : 'Opaque; this is what introspection would answer'}, for ${duration(access_token.lifetime)}, for ${access_token.audience.join(', ')}.`}
          part={access_token}
        />
      )}
      {id_token && (
        <Claims title="ID token" lead={`A signed JWT, for ${duration(id_token.lifetime)}.`} part={id_token} />
      )}
      {userinfo && <Claims title="UserInfo" lead="What the UserInfo endpoint would answer." part={userinfo} />}
      <p>
        {refresh_token
          ? `A refresh token as well, which may lie unused for ${duration(refresh_token.lifetime)}.`
          : 'No refresh token.'}
      </p>
    </div>
  );
}

type Part = Pick<Shape<'PreviewedUserinfoAnswer'>, 'claims' | 'origins'>;

function Claims({ title, lead, part }: { readonly title: string; readonly lead: string; readonly part: Part }) {
  return (
    <section>
      <h3>{title}</h3>
      <p>{lead}</p>
      <table className={styles['claims']} aria-label={`Claims: ${title}`}>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col">Value</th>
            <th scope="col">Why it is there</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(part.claims).map(([claim, value]) => {
            const origin = part.origins.find((each) => each.claim === claim);
            return (
              <tr key={claim}>
                <th scope="row">
                  <code dir="ltr">{claim}</code>
                </th>
                <td>
                  <code dir="ltr">{typeof value === 'string' ? value : JSON.stringify(value)}</code>{' '}
                  {origin?.example && <Badge>example</Badge>}
                </td>
                <td>
                  {origin?.explanation} {origin?.scope && <Badge tone="note">{origin.scope}</Badge>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
