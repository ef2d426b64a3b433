/** From what somebody sent to the settings of a client, judged by the same rules as the configuration file. */
import { Inject, Injectable } from '@nestjs/common';
import { defaultsFor, hasErrors, type RuleFinding } from '@gatehouse/client-rules';
import {
  checkClient,
  clientEntry,
  clientSettings,
  type ConfiguredClient,
  lintClientEntry,
  withBuiltInApis,
} from '@gatehouse/configuration';
import { ADMIN_RESOURCE, isAdminScope, type AdminScope } from '@gatehouse/contracts';
import type { ApiReads, ClientRecord, ProtocolContext } from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { problem } from '../http/admin/problems';
import { findingAnswer, problemEntry } from './client-answer';
import type { CreateClientBody, LintAnswer, UpdateClientBody } from './clients.dto';
import { mergePatch } from '../http/admin/merge-patch';

export interface JudgedClient {
  readonly entry: ConfiguredClient;
  readonly findings: readonly RuleFinding[];
}

/** Defaults that only mean something beside a grant type. */
const OF_REFRESHING = ['refresh_token_rotation', 'refresh_token_lifetime', 'refresh_token_idle_lifetime'];

@Injectable()
export class ClientDrafts {
  constructor(@Inject(PROTOCOL_CONTEXT) private readonly protocol: ProtocolContext) {}

  /** What somebody wants to register, with the defaults of its kind under it. */
  async judgeNew(body: CreateClientBody, clientId: string, apis: ApiReads): Promise<JudgedClient> {
    const given = said(body);
    const defaults = Object.entries(defaultsFor(body.application_type).metadata);
    const grantTypes = (given['grant_types'] ?? Object.fromEntries(defaults)['grant_types'] ?? []) as readonly string[];
    const fitting = grantTypes.includes('refresh_token')
      ? defaults
      : defaults.filter(([member]) => !OF_REFRESHING.includes(member));
    return judge({ ...Object.fromEntries(fitting), ...given, client_id: clientId }, apis);
  }

  /** What a stored client would become. */
  async judgeChange(stored: ClientRecord, patch: UpdateClientBody, apis: ApiReads): Promise<JudgedClient> {
    return judge(mergePatch(entryOf(stored), { ...patch }) as Record<string, unknown>, apis);
  }

  /** A stored client by today's rules. */
  async judgeStored(stored: ClientRecord, apis: ApiReads): Promise<JudgedClient> {
    return judge(entryOf(stored), apis);
  }

  /** What RFC 9700 and OAuth 2.1 advise about a client whose metadata is coherent. */
  lint(entry: ConfiguredClient, stored?: ClientRecord): LintAnswer {
    const { options, clock } = this.protocol;
    const instance = { options, now: clock.now() };
    const { grade, reason, findings } = lintClientEntry(entry, instance, stored?.secrets);
    return {
      grade,
      reason,
      findings: findings.map((finding) => ({
        ...findingAnswer(finding),
        severity: finding.severity,
        why: finding.why,
        section: finding.section,
        ...(finding.change === undefined ? {} : { change: { ...finding.change } }),
      })),
    };
  }
}

async function judge(entry: Readonly<Record<string, unknown>>, registered: ApiReads): Promise<JudgedClient> {
  // Disabled ones too: a client may wait for an API to come back.
  const apis = withBuiltInApis(await registered.list());
  const findings = checkClient(entry, {
    apis: apis.map((api) => api.identifier),
    scopes: new Set(apis.flatMap((api) => api.scopes.map(({ name }) => name))),
    place: 'here',
  });
  return { entry: entry as unknown as ConfiguredClient, findings };
}

/** @throws Problem `client_invalid` with every rule that is broken */
export function settingsOf({ entry, findings }: JudgedClient): ReturnType<typeof clientSettings> {
  if (hasErrors(findings)) {
    const errors = findings.filter((finding) => finding.level === 'error').map(problemEntry);
    throw problem('client_invalid', { errors });
  }
  return clientSettings(entry);
}

/** The client as a file would have it; whether it is disabled is decided elsewhere. */
export function entryOf(client: ClientRecord): Readonly<Record<string, unknown>> {
  const { disabled: _state, ...entry } = clientEntry(client);
  return entry;
}

/** What an admin must have to decide about a client with these settings: nobody may reach further through it. */
export function adminReach({ scope, introspects = [] }: Pick<ClientRecord, 'scope' | 'introspects'>): AdminScope[] {
  const own = scope.filter(isAdminScope);
  // Whoever introspects tokens of the admin API learns whose they are.
  return introspects.includes(ADMIN_RESOURCE) && !own.includes('tokens:read') ? [...own, 'tokens:read'] : own;
}

/** Null is the same as left out: RFC 7592 §2.2. */
function said(body: CreateClientBody): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined));
}
