import type { AuditEvent } from '@gatehouse/audit';
import { START } from '../fixed-clock';
import { token } from '../fixtures';
import { newId, replica, type FixtureSource } from './store-fixture';

export function describeAuditTrailContract(name: string, source: FixtureSource): void {
  describe(`${name} AuditTrail`, () => {
    /** What any replica finds of a client's events, oldest first. */
    const found = async (clientId: string) =>
      (await source().auditRecords()).filter((record) => record.clientId === clientId);
    const event = (clientId: string, more: Partial<AuditEvent> = {}): AuditEvent => ({
      id: 'token.issued',
      at: START,
      clientId,
      ...more,
    });

    it('keeps every member', async () => {
      const clientId = `client-${newId()}`;
      const ids = { familyId: newId(), sessionId: newId() };
      const full = event(clientId, {
        outcome: 'failed',
        actor: { kind: 'operator', id: 'somebody' },
        target: { kind: 'token', id: 'Ziel-ß-😀' },
        subject: 'Ada "quoted" \\',
        ...ids,
        ip: '2001:db8::1',
        userAgent: 'Mozilla/5.0 😀',
        check: 'some.check',
        reference: 'GH-AAAA-BBBB',
        detail: { after: { name: 'Zoë "😀"' }, list: [1, null, true], zero: '\u0000' },
      });
      await replica(source()).run((stores) => stores.audit.append(full));
      expect(await found(clientId)).toEqual([
        {
          id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
          event: 'token.issued',
          at: START,
          outcome: 'failed',
          actorKind: 'operator',
          actorId: 'somebody',
          targetKind: 'token',
          targetId: 'Ziel-ß-😀',
          clientId,
          subject: full.subject,
          ...ids,
          ip: '2001:db8::1',
          userAgent: 'Mozilla/5.0 😀',
          check: 'some.check',
          reference: 'GH-AAAA-BBBB',
          detail: JSON.stringify(full.detail),
        },
      ]);
    });

    it('fills in outcome and actor from the catalogue', async () => {
      const clientId = `client-${newId()}`;
      await replica(source()).run((stores) =>
        stores.audit.append(
          event(clientId),
          event(clientId, { id: 'consent.denied', subject: 'ada' }),
          event(clientId, { id: 'sign_in.failed', subject: 'ada' }),
          event(clientId, { id: 'settings.changed' }),
        ),
      );
      expect((await found(clientId)).map(({ outcome, actorKind, actorId }) => [outcome, actorKind, actorId])).toEqual([
        ['success', 'client', clientId],
        ['success', 'person', 'ada'],
        ['refused', 'anonymous', null],
        ['success', 'system', null],
      ]);
    });

    it('keeps the order of one transaction, however many', async () => {
      const clientId = `client-${newId()}`;
      const events = Array.from({ length: 100 }, (_, index) => event(clientId, { check: String(index) }));
      await replica(source()).run(async (stores) => {
        await stores.audit.append(...events.slice(0, 60));
        await stores.audit.append();
        await stores.audit.append(...events.slice(60));
      });
      expect((await found(clientId)).map((record) => record.check)).toEqual(events.map((one) => one.check));
    });

    it('is undone with the transaction, of the protocol and of the registry', async () => {
      const clientId = `client-${newId()}`;
      const undone = new Error('changed my mind');
      const failing = async (stores: { audit: { append(...events: AuditEvent[]): Promise<void> } }) => {
        await stores.audit.append(event(clientId));
        throw undone;
      };
      await expect(replica(source()).run(failing)).rejects.toBe(undone);
      await expect(replica(source()).runRegistry(failing)).rejects.toBe(undone);
      expect(await found(clientId)).toEqual([]);
      await replica(source()).runRegistry((stores) => stores.audit.append(event(clientId)));
      expect(await found(clientId)).toHaveLength(1);
    });

    it('is committed with the ledger rows that it tells of, or not at all', async () => {
      const clientId = `client-${newId()}`;
      const { record } = token({ clientId });
      await replica(source()).record([record], [event(clientId, { detail: { tokens: [record.id] } })]);
      expect(await found(clientId)).toHaveLength(1);
      const again = replica(source()).record([record], [event(clientId)]);
      await expect(again).rejects.toMatchObject({ message: expect.any(String) });
      expect(await found(clientId)).toHaveLength(1);
      await replica(source()).record([], [event(clientId), event(clientId)]);
      expect(await found(clientId)).toHaveLength(3);
    });

    it('takes whatever a request says, cut where it is too long, rather than fail with it', async () => {
      const clientId = `client-${newId()}`;
      const monster = `${'x'.repeat(100_000)}\ud800`;
      const half = '\udc00 half a character';
      await replica(source()).run((stores) =>
        stores.audit.append(
          event(clientId, {
            subject: monster,
            actor: { kind: 'client', id: monster },
            target: { kind: monster, id: monster },
            ip: monster,
            userAgent: monster,
            check: monster,
            reference: monster,
            detail: { monster },
          }),
          event(clientId, { subject: half, userAgent: `${'x'.repeat(511)}😀`, detail: { half } }),
        ),
      );
      const [cut, odd] = await found(clientId);
      for (const value of [cut?.subject, cut?.actorId, cut?.targetKind, cut?.targetId, cut?.ip, cut?.userAgent]) {
        expect(value).toMatch(/^x{32,512}$/);
      }
      expect(JSON.parse(cut?.detail ?? '')).toEqual({ omitted: 'too long', characters: expect.any(Number) });
      expect(odd).toMatchObject({ subject: '\ufffd half a character', userAgent: `${'x'.repeat(511)}\ufffd` });
      expect(JSON.parse(odd?.detail ?? '')).toEqual({ half });
    });
  });
}
