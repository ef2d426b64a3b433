/** Signing keys: opened before anything can be asked for, rotated by age, followed on every replica. */
import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import {
  DEFAULT_KEY_LIFECYCLE,
  KeyRing,
  KeyRotation,
  masterKeyWrapper,
  RegistryUnitOfWork,
  StoredKeyRing,
  SystemClock,
  UnitOfWork,
} from '@gatehouse/protocol';
import { Persistence } from '@gatehouse/persistence';
import { Settings } from '@gatehouse/environment';
import { KeyMaintenance } from './key-maintenance';
import { openKeyRing } from './open-key-ring';
import { SigningKeyDesk } from './signing-key-desk';
import { SigningKeysController } from './signing-keys.controller';

@Module({
  controllers: [SigningKeysController],
  providers: [
    SigningKeyDesk,
    {
      provide: KeyRotation,
      inject: [Settings, UnitOfWork, RegistryUnitOfWork],
      useFactory: (settings: Settings, unitOfWork: UnitOfWork, registry: RegistryUnitOfWork) =>
        new KeyRotation(
          unitOfWork,
          registry,
          masterKeyWrapper(settings.keys.masterKey),
          new SystemClock(),
          DEFAULT_KEY_LIFECYCLE,
          randomUUID(),
        ),
    },
    {
      provide: StoredKeyRing,
      inject: [Settings, UnitOfWork, RegistryUnitOfWork, KeyRotation, Persistence],
      useFactory: async (
        settings: Settings,
        unitOfWork: UnitOfWork,
        registry: RegistryUnitOfWork,
        rotation: KeyRotation,
        persistence: Persistence,
      ) => {
        const ring = new StoredKeyRing(unitOfWork, registry, masterKeyWrapper(settings.keys.masterKey));
        const proveAudit = (): void => persistence.unitOfWork.proveAuditWith(ring.secretKey('audit'));
        await openKeyRing(ring, rotation, Date.now(), proveAudit);
        return ring;
      },
    },
    { provide: KeyRing, useExisting: StoredKeyRing },
    KeyMaintenance,
  ],
  exports: [KeyRing, KeyRotation],
})
export class KeysModule {}
