'use client';
/** What happened around the client, and how to stop all of it. */
import { Readable } from '../../ui/states';
import { ClientEvents } from './client-events';
import { DangerZone } from './danger-zone';

export function ActivityTab() {
  return (
    <>
      <Readable scope="audit:read">
        <ClientEvents />
      </Readable>
      <DangerZone />
    </>
  );
}
