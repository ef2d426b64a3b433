/** Every table. */
import type { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';
import { accountEntity } from './account.entity';
import { accountIdentifierEntity } from './account-identifier.entity';
import { apiEntity } from './api.entity';
import { auditCheckpointEntity } from './audit-checkpoint.entity';
import { auditEventEntity } from './audit-event.entity';
import { auditPendingEntity } from './audit-pending.entity';
import { authorizationCodeEntity } from './authorization-code.entity';
import { catalogueEntity } from './catalogue.entity';
import { clientEntity } from './client.entity';
import { clientRedirectUriEntity } from './client-redirect-uri.entity';
import { clientSecretEntity } from './client-secret.entity';
import { clientUseEntity } from './client-use.entity';
import { consentEntity } from './consent.entity';
import { failureEntity } from './failure.entity';
import { familyEntity } from './family.entity';
import { installationEntity } from './installation.entity';
import { idempotencyEntity } from './idempotency.entity';
import { instanceSecretEntity } from './instance-secret.entity';
import { leaseEntity } from './lease.entity';
import { ledgerBlockEntity } from './ledger-block.entity';
import { oneTimeEntity } from './one-time.entity';
import { revocationEntryEntity } from './revocation-entry.entity';
import { revocationEntity } from './revocation.entity';
import { revocationMemberEntity } from './revocation-member.entity';
import { sessionEntity } from './session.entity';
import { settingEntity } from './setting.entity';
import { signInAttemptEntity } from './sign-in-attempt.entity';
import { signingKeyEntity } from './signing-key.entity';
import { statisticMarkEntity } from './statistic-mark.entity';
import { statisticEntity } from './statistic.entity';
import { sweepEntity } from './sweep.entity';
import { tokenEntity } from './token.entity';

export function entitiesFor(columns: Columns): EntitySchema[] {
  return [
    accountEntity,
    accountIdentifierEntity,
    apiEntity,
    auditCheckpointEntity,
    auditEventEntity,
    auditPendingEntity,
    authorizationCodeEntity,
    catalogueEntity,
    clientEntity,
    clientRedirectUriEntity,
    clientSecretEntity,
    clientUseEntity,
    consentEntity,
    failureEntity,
    familyEntity,
    idempotencyEntity,
    installationEntity,
    instanceSecretEntity,
    leaseEntity,
    ledgerBlockEntity,
    oneTimeEntity,
    revocationEntryEntity,
    revocationEntity,
    revocationMemberEntity,
    sessionEntity,
    settingEntity,
    signInAttemptEntity,
    signingKeyEntity,
    statisticEntity,
    statisticMarkEntity,
    sweepEntity,
    tokenEntity,
  ].map((entity) => entity(columns) as EntitySchema);
}
