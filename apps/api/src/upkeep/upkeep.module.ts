import { Module } from '@nestjs/common';
import { SettingsRegistry } from './settings-registry';
import { SettingsController } from './settings.controller';
import { Sweeping } from './sweeping';
import { UpkeepController } from './upkeep.controller';

/** The instance looks after itself: expired rows leave, settings are followed, and admins see both. */
@Module({
  controllers: [SettingsController, UpkeepController],
  providers: [SettingsRegistry, Sweeping],
})
export class UpkeepModule {}
