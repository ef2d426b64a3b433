import { Module, type OnModuleDestroy } from '@nestjs/common';
import { EventSink } from '@gatehouse/protocol';
import { AdminGuard } from '../http/admin/admin-guard';
import { AuditController } from './audit.controller';
import { AuditExport } from './audit-export';
import { AuditSealing } from './audit-sealing';
import { AuditStreams } from './audit-streams';
import { RefusalSink } from './refusal-sink';

/** The audit log: sealed, signed, searched, followed, exported. */
@Module({
  controllers: [AuditController],
  providers: [AuditExport, AuditSealing, AuditStreams, AdminGuard],
})
export class AuditModule implements OnModuleDestroy {
  constructor(
    private readonly sealing: AuditSealing,
    private readonly events: EventSink,
  ) {}

  /** The database closes only after every room is done. */
  async onModuleDestroy(): Promise<void> {
    if (this.events instanceof RefusalSink) await this.events.close();
    await this.sealing.stop();
  }
}
