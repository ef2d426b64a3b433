import { Module } from '@nestjs/common';
import { ClientDrafts } from './client-draft';
import { ClientRegistry } from './client-registry';
import { ClientRedirectUris } from './client-redirect-uris';
import { ClientRedirectUrisController } from './client-redirect-uris.controller';
import { ClientSecrets } from './client-secrets';
import { ClientSecretsController } from './client-secrets.controller';
import { ClientsController } from './clients.controller';

/** Registered clients: their settings, their secrets, and how safe they are. */
@Module({
  controllers: [ClientsController, ClientSecretsController, ClientRedirectUrisController],
  providers: [ClientRegistry, ClientSecrets, ClientRedirectUris, ClientDrafts],
})
export class ClientsModule {}
