/**
 * Where refusals go: a line in the log each, and into the audit log behind the back of the request. Anybody can cause
 * them, so the audit log takes a bounded number a minute and the counts of the rest.
 */
import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { BackgroundRecorder, type AuditEvent } from '@gatehouse/audit';
import { Clock, EventSink, UnitOfWork, type ProtocolEvent } from '@gatehouse/protocol';
import { Log } from '../http/logging/log';
import { withoutSecrets, withoutTokens } from '../http/logging/redaction';
import { Metrics } from '../http/metrics/metrics';

@Injectable()
export class RefusalSink extends EventSink {
  private readonly recorder: BackgroundRecorder;

  constructor(
    private readonly log: Log,
    unitOfWork: UnitOfWork,
    clock: Clock,
    metrics: Metrics,
  ) {
    super();
    const left = new Counter({
      name: 'gatehouse_audit_refusals_not_stored_total',
      help: 'Refusals that are in the audit log as a count only: beyond the limits (suppressed), or no room (dropped).',
      labelNames: ['reason'],
      registers: [metrics.registry],
    });
    this.recorder = new BackgroundRecorder({
      write: (events) => unitOfWork.record([], events.map(withoutRequestSecrets)),
      now: () => clock.now(),
      failed: (error) => this.log.warn({ error }, 'refusals could not be stored yet'),
      left: (reason) => left.inc({ reason }),
    });
  }

  override report(event: ProtocolEvent): void {
    const { at: _at, ...fields } = event;
    this.log.info(fields, 'event');
    this.recorder.report(event);
  }

  /** Stores what waits; before the database is closed. */
  close(): Promise<void> {
    return this.recorder.close();
  }
}

/** What a refusal tells comes from a request: it is cleaned as a line of the log is. */
function withoutRequestSecrets(event: AuditEvent): AuditEvent {
  if (event.detail === undefined) return event;
  const text = withoutTokens(JSON.stringify(withoutSecrets(event.detail)));
  return { ...event, detail: JSON.parse(text) as Readonly<Record<string, unknown>> };
}
