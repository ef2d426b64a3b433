/** What the admin API takes and answers about settings. Durations are in seconds, times in epoch milliseconds. */
import { applyDecorators } from '@nestjs/common';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { SETTING_NAMES, SETTINGS, type SettingDefinition, type SettingName } from '@gatehouse/persistence';
import { Describe, Nullable, Part, Parts, Time } from '../http/admin/schema';

/** The rules of a setting, as decorators of the member that stands for it. */
function Setting(name: SettingName): PropertyDecorator {
  const definition: SettingDefinition = SETTINGS[name];
  if (definition.type === 'switch') return applyDecorators(Describe(`${definition.title}.`), IsBoolean());
  const unit = definition.type === 'duration' ? ', in seconds' : '';
  const title = Describe(`${definition.title}${unit}.`);
  return applyDecorators(title, IsInt(), Min(definition.minimum), Max(definition.maximum));
}

/** How long what has ended is kept. */
export class RetentionSettingsAnswer {
  @Setting('retention.access_token')
  access_token!: number;

  @Setting('retention.id_token')
  id_token!: number;

  @Setting('retention.authorization_code')
  authorization_code!: number;

  @Setting('retention.refresh_token')
  refresh_token!: number;

  @Setting('retention.revoked')
  revoked!: number;

  @Setting('retention.family')
  family!: number;

  @Setting('retention.session')
  session!: number;

  @Setting('retention.consent')
  consent!: number;

  @Setting('retention.failure')
  failure!: number;

  @Setting('retention.revocation')
  revocation!: number;

  @Setting('retention.audit_event')
  audit_event!: number;

  @Setting('retention.statistic')
  statistic!: number;

  @Setting('retention.signing_key')
  signing_key!: number;
}

export class RetentionSettingsBody {
  @IsOptional()
  @Setting('retention.access_token')
  access_token?: number | null;

  @IsOptional()
  @Setting('retention.id_token')
  id_token?: number | null;

  @IsOptional()
  @Setting('retention.authorization_code')
  authorization_code?: number | null;

  @IsOptional()
  @Setting('retention.refresh_token')
  refresh_token?: number | null;

  @IsOptional()
  @Setting('retention.revoked')
  revoked?: number | null;

  @IsOptional()
  @Setting('retention.family')
  family?: number | null;

  @IsOptional()
  @Setting('retention.session')
  session?: number | null;

  @IsOptional()
  @Setting('retention.consent')
  consent?: number | null;

  @IsOptional()
  @Setting('retention.failure')
  failure?: number | null;

  @IsOptional()
  @Setting('retention.revocation')
  revocation?: number | null;

  @IsOptional()
  @Setting('retention.audit_event')
  audit_event?: number | null;

  @IsOptional()
  @Setting('retention.statistic')
  statistic?: number | null;

  @IsOptional()
  @Setting('retention.signing_key')
  signing_key?: number | null;
}

/** How many refused requests are stored. */
export class FailureLimitsSettingsAnswer {
  @Setting('failures.kept')
  kept!: number;

  @Setting('failures.kept_per_client')
  kept_per_client!: number;

  @Setting('failures.per_client_per_minute')
  per_client_per_minute!: number;

  @Setting('failures.per_address_per_minute')
  per_address_per_minute!: number;

  @Setting('failures.per_minute')
  per_minute!: number;
}

export class FailureLimitsSettingsBody {
  @IsOptional()
  @Setting('failures.kept')
  kept?: number | null;

  @IsOptional()
  @Setting('failures.kept_per_client')
  kept_per_client?: number | null;

  @IsOptional()
  @Setting('failures.per_client_per_minute')
  per_client_per_minute?: number | null;

  @IsOptional()
  @Setting('failures.per_address_per_minute')
  per_address_per_minute?: number | null;

  @IsOptional()
  @Setting('failures.per_minute')
  per_minute?: number | null;
}

/** How expired rows are removed. */
export class SweepsSettingsAnswer {
  @Setting('sweeps.enabled')
  enabled!: boolean;

  @Setting('sweeps.rows_per_second')
  rows_per_second!: number;
}

export class SweepsSettingsBody {
  @IsOptional()
  @Setting('sweeps.enabled')
  enabled?: boolean | null;

  @IsOptional()
  @Setting('sweeps.rows_per_second')
  rows_per_second?: number | null;
}

/** RFC 7396: what is left out stays, null brings the default back. */
export class UpdateSettingsBody {
  @IsOptional()
  @Part(() => RetentionSettingsBody)
  retention?: RetentionSettingsBody | null;

  @IsOptional()
  @Part(() => FailureLimitsSettingsBody)
  failures?: FailureLimitsSettingsBody | null;

  @IsOptional()
  @Part(() => SweepsSettingsBody)
  sweeps?: SweepsSettingsBody | null;
}

/** What may be set, between which bounds. */
export class SettingDefinitionAnswer {
  @Describe('Group and member, such as `retention.access_token`.')
  @IsIn(SETTING_NAMES)
  name!: SettingName;

  @IsString()
  title!: string;

  @IsIn(['duration', 'count', 'switch'])
  type!: 'duration' | 'count' | 'switch';

  @Describe('For a switch 0 is off and 1 is on.')
  @IsInt()
  default!: number;

  @Nullable()
  @IsInt()
  minimum!: number | null;

  @Nullable()
  @IsInt()
  maximum!: number | null;
}

/** Facts of the environment: read when the server starts, and changed there. Never a secret. */
export class EnvironmentAnswer {
  @IsString()
  issuer!: string;

  @IsString()
  version!: string;

  @IsIn(['sqlite', 'mysql', 'mariadb'])
  database!: 'sqlite' | 'mysql' | 'mariadb';

  @Nullable()
  @IsString()
  console_url!: string | null;

  @Describe('API processes on this machine.')
  @IsInt()
  workers!: number;

  @IsString()
  log_level!: string;

  @Describe('A configuration file is applied at each start.')
  @IsBoolean()
  configuration_file!: boolean;

  @Describe('Rate limits are shared between replicas.')
  @IsBoolean()
  shared_rate_limits!: boolean;

  @Describe('Mails are sent; otherwise they are written to a folder.')
  @IsBoolean()
  outgoing_mail!: boolean;
}

export class SettingsAnswer {
  @IsString()
  self!: string;

  @Part(() => RetentionSettingsAnswer)
  retention!: RetentionSettingsAnswer;

  @Part(() => FailureLimitsSettingsAnswer)
  failures!: FailureLimitsSettingsAnswer;

  @Part(() => SweepsSettingsAnswer)
  sweeps!: SweepsSettingsAnswer;

  @Describe('When one was changed last; null while all have their defaults.')
  @Nullable()
  @Time()
  updated_at!: number | null;

  @Parts(() => SettingDefinitionAnswer)
  definitions!: SettingDefinitionAnswer[];

  @Part(() => EnvironmentAnswer)
  environment!: EnvironmentAnswer;
}
