/** Parameters of a JSON body as a request would send them. */
import type { ParameterList } from '@gatehouse/protocol';
import { problem } from '../http/admin/problems';
import { MAXIMUM_PARAMETERS } from '../http/form-parameters';

/**
 * One pair for each text, several for a list.
 * @throws Problem `validation_failed` naming each value that is no text and no list of texts
 */
export function sentParameters(parameters: Readonly<Record<string, unknown>>): ParameterList {
  const entries = Object.entries(parameters).map(
    ([name, value]) => [name, Array.isArray(value) ? (value as unknown[]) : [value]] as const,
  );
  const errors = entries
    .filter(([, values]) => !values.every((value) => typeof value === 'string'))
    .map(([name]) => ({
      pointer: `/parameters/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      detail: 'a parameter must be a text, or a list of texts',
    }));
  const list = entries.flatMap(([name, values]) => values.map((value) => [name, value as string] as const));
  if (list.length > MAXIMUM_PARAMETERS) {
    errors.push({ pointer: '/parameters', detail: `there must be ${MAXIMUM_PARAMETERS} parameters at most` });
  }
  if (errors.length > 0) throw problem('validation_failed', { errors });
  return list;
}
