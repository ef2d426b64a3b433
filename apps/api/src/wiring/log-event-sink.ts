/** Reports protocol events as log lines, one per event, under the event's stable id. */
import { Injectable } from '@nestjs/common';
import { EventSink, type ProtocolEvent } from '@gatehouse/protocol';
import { Log } from '../http/logging/log';

@Injectable()
export class LogEventSink extends EventSink {
  constructor(private readonly log: Log) {
    super();
  }

  override report(event: ProtocolEvent): void {
    const { at: _at, ...fields } = event;
    this.log.info(fields, 'event');
  }
}
