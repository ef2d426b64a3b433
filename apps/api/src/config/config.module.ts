import { type DynamicModule, Module } from '@nestjs/common';
import { Settings } from '@gatehouse/environment';

/** Hands the settings to every room: inject `Settings`. */
@Module({})
export class ConfigModule {
  static for(settings: Settings): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: Settings, useValue: settings }],
      exports: [Settings],
    };
  }
}
