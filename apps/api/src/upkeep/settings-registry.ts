/** Reads and changes the settings: every change in one transaction with its audit event. */
import { Injectable } from '@nestjs/common';
import { Settings } from '@gatehouse/environment';
import {
  DEFAULT_SETTINGS,
  isSettingName,
  Persistence,
  SETTING_NAMES,
  settingFault,
  type SettingDefinition,
  type SettingName,
  SETTINGS,
  settingValues,
  type SettingValues,
  type StoredSettings,
} from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import { VERSION } from '../config/version';
import { changesBetween } from '../http/admin/audit-changes';
import type { ExpectedEntity } from '../http/admin/entity-tags';
import { ADMIN_PATH } from '../http/admin/route-metadata';
import type { AdminPrincipal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import type { EnvironmentAnswer, SettingDefinitionAnswer, SettingsAnswer, UpdateSettingsBody } from './settings.dto';

/** What an upgrade or a restart may change does not make somebody's change of a setting stale. */
export const BESIDE_THE_SETTINGS = { without: ['updated_at', 'definitions', 'environment'] };

type Change = readonly [name: SettingName, value: number | boolean | null];

@Injectable()
export class SettingsRegistry {
  private readonly environment: EnvironmentAnswer;

  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
    environment: Settings,
  ) {
    this.environment = {
      issuer: environment.issuer.url,
      version: VERSION,
      database: persistence.dialect,
      console_url: environment.console.url ?? null,
      workers: environment.process.workers,
      log_level: environment.logging.level,
      configuration_file: environment.configurationFile !== undefined,
      shared_rate_limits: environment.rateLimits.redisUrl !== undefined,
      outgoing_mail: environment.mail.smtpUrl !== undefined,
    };
  }

  async find(): Promise<SettingsAnswer> {
    return this.answerOf(await this.persistence.upkeep.listSettings());
  }

  /** @throws Problem `validation_failed`, `precondition_failed` */
  async update(
    patch: UpdateSettingsBody,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
  ): Promise<SettingsAnswer> {
    const changes = changesOf(patch);
    const at = this.clock.now();
    return this.persistence.unitOfWork.runUpkeep(async ({ settings, audit }) => {
      const stored = await settings.listForChange();
      const before = this.answerOf(stored);
      expected.require(before);
      for (const [name, value] of changes) {
        if (value === null || value === DEFAULT_SETTINGS[name]) await settings.remove(name);
        else await settings.put(name, value, at);
      }
      const after = await settings.list();
      const detail = changesBetween(settingValues(stored.values), settingValues(after.values));
      if (detail) {
        const by = { actor: principal.actor(), clientId: principal.clientId, ...principal.origin() };
        await audit.append({ id: 'settings.changed', at, ...by, detail });
      }
      return this.answerOf(after);
    });
  }

  private answerOf(stored: StoredSettings): SettingsAnswer {
    const values = settingValues(stored.values);
    return {
      self: `${ADMIN_PATH}/settings`,
      retention: groupOf('retention', values) as unknown as SettingsAnswer['retention'],
      failures: groupOf('failures', values) as unknown as SettingsAnswer['failures'],
      sweeps: groupOf('sweeps', values) as unknown as SettingsAnswer['sweeps'],
      updated_at: stored.updatedAt,
      definitions: SETTING_NAMES.map(definitionOf),
      environment: this.environment,
    };
  }
}

/** Members of one group without the group's name. */
function groupOf(group: string, values: SettingValues): Readonly<Record<string, number | boolean>> {
  const names = SETTING_NAMES.filter((name) => name.startsWith(`${group}.`));
  return Object.fromEntries(names.map((name) => [name.slice(group.length + 1), values[name]]));
}

function definitionOf(name: SettingName): SettingDefinitionAnswer {
  const definition: SettingDefinition = SETTINGS[name];
  const { title, type } = definition;
  if (definition.type === 'switch') {
    return { name, title, type, default: definition.default ? 1 : 0, minimum: null, maximum: null };
  }
  return { name, title, type, default: definition.default, minimum: definition.minimum, maximum: definition.maximum };
}

/** A group that is null stands for each of its members. */
function changesOf(patch: UpdateSettingsBody): Change[] {
  const changes: Change[] = [];
  for (const [group, members] of Object.entries(patch) as [string, object | null | undefined][]) {
    if (members === null) {
      const names = SETTING_NAMES.filter((name) => name.startsWith(`${group}.`));
      changes.push(...names.map((name): Change => [name, null]));
    }
    for (const [member, value] of Object.entries(members ?? {}) as [string, number | boolean | null | undefined][]) {
      const name = `${group}.${member}`;
      if (value === undefined || !isSettingName(name)) continue;
      const fault = value === null ? undefined : settingFault(name, value);
      if (fault !== undefined) {
        throw problem('validation_failed', { errors: [{ pointer: `/${group}/${member}`, detail: fault }] });
      }
      changes.push([name, value]);
    }
  }
  return changes;
}
