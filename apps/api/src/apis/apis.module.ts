import { Module } from '@nestjs/common';
import { ApiRegistry } from './api-registry';
import { ApisController } from './apis.controller';

/** Resource servers and their scopes. */
@Module({ controllers: [ApisController], providers: [ApiRegistry] })
export class ApisModule {}
