import { Module } from '@nestjs/common';
import { ClientDrafts } from './client-draft';
import { ClientRegistry } from './client-registry';
import { ClientSecrets } from './client-secrets';
import { ClientSecretsController } from './client-secrets.controller';
import { ClientsController } from './clients.controller';

/** Registered clients: their settings, their secrets, and how safe they are. */
@Module({
  controllers: [ClientsController, ClientSecretsController],
  providers: [ClientRegistry, ClientSecrets, ClientDrafts],
})
export class ClientsModule {}
