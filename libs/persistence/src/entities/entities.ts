/** Every table. */
import type { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';
import { accountEntity } from './account.entity';
import { accountIdentifierEntity } from './account-identifier.entity';
import { apiEntity } from './api.entity';
import { authorizationCodeEntity } from './authorization-code.entity';
import { catalogueEntity } from './catalogue.entity';
import { clientEntity } from './client.entity';
import { clientSecretEntity } from './client-secret.entity';
import { consentEntity } from './consent.entity';
import { familyEntity } from './family.entity';
import { installationEntity } from './installation.entity';
import { instanceSecretEntity } from './instance-secret.entity';
import { leaseEntity } from './lease.entity';
import { oneTimeEntity } from './one-time.entity';
import { sessionEntity } from './session.entity';
import { signInAttemptEntity } from './sign-in-attempt.entity';
import { signingKeyEntity } from './signing-key.entity';
import { tokenEntity } from './token.entity';

export function entitiesFor(columns: Columns): EntitySchema[] {
  return [
    accountEntity,
    accountIdentifierEntity,
    apiEntity,
    authorizationCodeEntity,
    catalogueEntity,
    clientEntity,
    clientSecretEntity,
    consentEntity,
    familyEntity,
    installationEntity,
    instanceSecretEntity,
    leaseEntity,
    oneTimeEntity,
    sessionEntity,
    signInAttemptEntity,
    signingKeyEntity,
    tokenEntity,
  ].map((entity) => entity(columns) as EntitySchema);
}
