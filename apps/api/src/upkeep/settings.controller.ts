import { Body } from '@nestjs/common';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { type ExpectedEntity, IfMatch } from '../http/admin/entity-tags';
import { type AdminPrincipal, Principal } from '../http/admin/principal';
import { BESIDE_THE_SETTINGS, SettingsRegistry } from './settings-registry';
import { SettingsAnswer, UpdateSettingsBody } from './settings.dto';

/** `/admin/v1/settings`: what may be changed while the server runs, and what the environment says. */
@AdminController('settings')
export class SettingsController {
  constructor(private readonly settings: SettingsRegistry) {}

  @AdminRoute({
    method: 'GET',
    summary: 'Read the settings',
    description: 'With their defaults and bounds, and with read-only facts of the environment.',
    scope: 'settings:read',
    answers: { 200: SettingsAnswer },
    etag: BESIDE_THE_SETTINGS,
  })
  find(): Promise<SettingsAnswer> {
    return this.settings.find();
  }

  @AdminRoute({
    method: 'PATCH',
    summary: 'Change settings',
    description:
      'A merge patch (RFC 7396): what is left out stays, null brings the default back. Every replica follows within a second.',
    scope: 'settings:write',
    answers: { 200: SettingsAnswer },
    etag: BESIDE_THE_SETTINGS,
    ifMatch: BESIDE_THE_SETTINGS,
  })
  update(
    @Body() patch: UpdateSettingsBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<SettingsAnswer> {
    return this.settings.update(patch, expected, principal);
  }
}
