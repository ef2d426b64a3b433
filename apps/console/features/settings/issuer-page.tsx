'use client';
import Link from 'next/link';
import { Badge } from '../../ui/badge';
import { CopyId } from '../../ui/copy-id';
import { Card, Fact, Facts } from '../../ui/form-card';
import { BlockSkeleton, LoadFailed } from '../../ui/states';
import { type Settings, useSettings } from './settings-data';
import styles from './settings.module.css';

/** Names that clients are written against; they do not change. */
const ENDPOINTS: readonly (readonly [name: string, path: string, about: string])[] = [
  ['Discovery', '/.well-known/openid-configuration', 'OpenID Connect: everything below, for client libraries'],
  ['Server metadata', '/.well-known/oauth-authorization-server', 'The same for OAuth without OpenID Connect'],
  ['Authorization', '/oauth/authorize', 'Where people sign in and agree'],
  ['Token', '/oauth/token', 'Where clients get tokens'],
  ['Key set', '/.well-known/jwks.json', 'Public keys, for whoever checks signatures'],
  ['Userinfo', '/oauth/userinfo', 'What a client may know of the person'],
  ['Introspection', '/oauth/introspect', 'Whether a token is alive'],
  ['Revocation', '/oauth/revoke', 'Where clients give tokens back'],
  ['Revocation feed', '/oauth/revocations', 'What was revoked, for APIs that check tokens by themselves'],
  ['Sign-out', '/oauth/logout', 'Where clients send people to end their session'],
];

export function IssuerPage() {
  const query = useSettings();
  if (query.error && !query.data) return <LoadFailed error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <BlockSkeleton label="Loading the settings" height={420} />;
  const { environment } = query.data.value;
  return (
    <>
      <Card
        title="Issuer"
        lead="The name under which tokens are signed. Clients need nothing else. It is set with ISSUER_URL before the server starts."
      >
        <CopyId value={environment.issuer} what="issuer" whole />
      </Card>
      <Card title="Endpoints" lead="Client libraries find them by themselves. They stay where they are.">
        <table className={`${styles['table']} ${styles['stacked']}`}>
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col">Address</th>
              <th scope="col">What it is for</th>
            </tr>
          </thead>
          <tbody>
            {ENDPOINTS.map(([name, path, about]) => (
              <tr key={path}>
                <th scope="row">{name}</th>
                <td>
                  <CopyId value={`${environment.issuer}${path}`} what={`${name.toLowerCase()} address`} whole />
                </td>
                <td>{about}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <Environment environment={environment} />
    </>
  );
}

const DATABASES: Readonly<Record<Settings['environment']['database'], string>> = {
  sqlite: 'SQLite, in a file',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
};

function Environment({ environment }: { readonly environment: Settings['environment'] }) {
  const { version, database, console_url: consoleUrl, workers, log_level: level } = environment;
  return (
    <Card
      title="Environment"
      lead="Read from the environment when the server started. Change it there and start the server again."
    >
      <Facts>
        <Fact name="Version">{version}</Fact>
        <Fact name="Database">{DATABASES[database]}</Fact>
        <Fact name="Console">{consoleUrl ?? 'not set'}</Fact>
        <Fact name="Processes on this machine">{workers}</Fact>
        <Fact name="Log level">{level}</Fact>
        <Fact name="Configuration file">
          <YesNo value={environment.configuration_file} yes="applied at each start" no="none" />
        </Fact>
        <Fact name="Rate limits">
          <YesNo
            value={environment.shared_rate_limits}
            yes="shared between replicas"
            no="each process counts for itself"
          />
        </Fact>
        <Fact name="Outgoing mail">
          <YesNo value={environment.outgoing_mail} yes="sent" no="written to a folder, nothing is sent" />
        </Fact>
      </Facts>
      <p className={styles['note']}>
        Who changed which setting is in the{' '}
        <Link href="/audit?type=settings.changed" prefetch={false}>
          audit log
        </Link>
        .
      </p>
    </Card>
  );
}

function YesNo({ value, yes, no }: { readonly value: boolean; readonly yes: string; readonly no: string }) {
  return <Badge tone={value ? 'good' : 'quiet'}>{value ? yes : no}</Badge>;
}
