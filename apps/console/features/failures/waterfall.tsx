'use client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/admin-api';
import { Badge } from '../../ui/badge';
import { Card } from '../../ui/form-card';
import type { Failure } from './failure-words';
import styles from './failures.module.css';

/** Every check of an authorization request in its order: those before the failed one passed, those after it were not made. */
export function Waterfall({ failure }: { readonly failure: Failure }) {
  const { data } = useQuery({
    queryKey: ['failure', failure.reference, 'checks'],
    queryFn: () =>
      answer(
        api.POST('/admin/v1/authorization-checks', {
          body: {
            parameters: Object.fromEntries(
              failure.parameters.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
            ),
          },
        }),
      ),
  });
  const at = data?.checks.findIndex(({ check }) => check === failure.check) ?? -1;
  if (!data || at === -1) return null;
  const notMade = data.checks.slice(at + 1);
  return (
    <Card title="Checks" lead="In the order in which they are made. The first that fails ends the request.">
      <ol className={styles['checks']}>
        {data.checks.slice(0, at + 1).map(({ check, title }, index) => (
          <li key={check}>
            <Badge tone={index < at ? 'good' : 'bad'}>{index < at ? 'passed' : 'failed'}</Badge>
            {index < at ? <span>{title}</span> : <strong>{failure.title}</strong>}
            <code>{check}</code>
          </li>
        ))}
      </ol>
      {notMade.length > 0 && (
        <details>
          <summary>
            {notMade.length === 1 ? '1 further check was' : `${notMade.length} further checks were`} not made
          </summary>
          <ol className={styles['checks']}>
            {notMade.map(({ check, title }) => (
              <li key={check}>
                <Badge>not made</Badge>
                <span>{title}</span>
                <code>{check}</code>
              </li>
            ))}
          </ol>
        </details>
      )}
    </Card>
  );
}
