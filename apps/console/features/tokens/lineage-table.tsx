import { StateBadge } from '../../ui/badge';
import { deviceName } from '../../ui/device';
import { tokenName } from '../../ui/ledger-words';
import { changesOf, type LineageToken } from '../../ui/lineage-model';
import { Time } from '../../ui/time';
import styles from './tokens.module.css';

/** The tree's twin: the same in rows, for reading in a line and for copying. */
export function LineageTable({ tokens }: { readonly tokens: readonly LineageToken[] }) {
  const names = new Map(tokens.map((token) => [token.id, tokenName(token)]));
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Lineage as a table">
      <table className={styles['claims']} aria-label="Lineage">
        <thead>
          <tr>
            {['Token', 'State', 'Exchanged for', 'Issued', 'Address', 'Program', 'Remarks'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id} data-token-id={token.id}>
              <th scope="row">{tokenName(token)}</th>
              <td>
                <StateBadge state={token.state} />
              </td>
              <td>{token.parent_id === null ? '–' : (names.get(token.parent_id) ?? 'one that was swept away')}</td>
              <td>
                <Time at={token.issued_at} />
              </td>
              <td>{token.ip ?? '–'}</td>
              <td>{deviceName(token.user_agent)}</td>
              <td>
                {[...(token.reused_at === null ? [] : ['presented again after its use']), ...changesOf(token)].join(
                  '; ',
                ) || '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
