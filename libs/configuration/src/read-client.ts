/** An entry of `clients`: the client rules, and S01 to S04. RFC 7591 §2. */
import type { ClientMetadata } from '@gatehouse/client-rules';
import { RESPONSE_MODES, type ResponseMode } from '@gatehouse/protocol';
import { BUILT_IN_APIS } from './built-in-apis';
import { checkClient } from './check-client';
import type { ConfiguredApi, ConfiguredClient } from './configuration';
import type { MemberReader } from './member-rules';
import { formatPath } from './source-document';

export function readClient(
  reader: MemberReader,
  scopes: ReadonlySet<string>,
  apis: readonly ConfiguredApi[],
): ConfiguredClient {
  const { introspects, response_modes, assertion_audience, disabled, ...metadata } = reader.record;
  const surroundings = {
    apis: [...BUILT_IN_APIS, ...apis].map((api) => api.identifier),
    scopes,
    place: 'in this file',
  };
  for (const { rule, path, message, fix, level } of checkClient({ ...metadata, introspects }, surroundings)) {
    if (level !== 'info') reader.document.report(rule, reader.at(...path), message, fix, level);
  }
  reader.text('client_id', { required: true });
  const client = metadata as ClientMetadata;
  return withoutUndefined({
    ...client,
    client_id: client.client_id ?? '',
    introspects: introspects === undefined ? undefined : readIntrospected(reader),
    response_modes: response_modes === undefined ? undefined : readResponseModes(reader),
    assertion_audience:
      assertion_audience === undefined ? undefined : reader.oneOf('assertion_audience', ['issuer', 'any'] as const),
    disabled: disabled === undefined ? undefined : reader.flag('disabled'),
    missing_secret: reader.document.unresolved.get(formatPath(reader.at('client_secret'))),
  }) as ConfiguredClient;
}

function readIntrospected(reader: MemberReader): string[] {
  return reader.list('introspects').filter((entry): entry is string => typeof entry === 'string');
}

function readResponseModes(reader: MemberReader): ResponseMode[] {
  return reader.list('response_modes').flatMap((entry, index) => {
    const mode = RESPONSE_MODES.find((known) => known === entry);
    if (mode !== undefined) return [mode];
    const fix = `Use some of: ${RESPONSE_MODES.join(', ')}.`;
    reader.document.report('F10', reader.at('response_modes', index), 'This response mode is not known.', fix);
    return [];
  });
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
