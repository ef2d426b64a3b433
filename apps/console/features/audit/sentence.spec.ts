import type { AuditEvent } from './audit-api';
import { sentenceOf } from './sentence';

const ANA = '019b4000-0000-7000-8000-000000000001';

function event(part: Partial<AuditEvent>): AuditEvent {
  return {
    self: '/admin/v1/audit/1',
    id: '1',
    seq: 1,
    at: 0,
    event: 'token.issued',
    title: 'Tokens were issued',
    outcome: 'success',
    actor: { kind: 'client', id: 'web' },
    target: null,
    client_id: 'web',
    subject: null,
    family_id: null,
    session_id: null,
    ip: null,
    user_agent: null,
    check: null,
    reference: null,
    detail: {},
    ...part,
  };
}
const text = (part: Partial<AuditEvent>) =>
  sentenceOf(event(part))
    .map((piece) => (typeof piece === 'string' ? piece : `<${piece.kind} ${piece.id ?? ''}>`))
    .join('');

describe('the sentence of an event', () => {
  it('names who did what to whom', () => {
    const actor = { kind: 'person', id: ANA } as const;
    const target = { kind: 'client_secret', id: 'a-secret' };
    expect(text({ event: 'client_secret.created', actor, target, client_id: 'billing' })).toBe(
      `<person ${ANA}> made a new secret for <client billing>`,
    );
  });

  it('leaves out whom it does not know, and whom it has named before', () => {
    expect(text({})).toBe('<client web> got tokens');
    expect(text({ subject: 'web' })).toBe('<client web> got tokens');
    expect(text({ subject: ANA })).toBe(`<client web> got tokens for <person ${ANA}>`);
    expect(text({ event: 'session.ended', actor: { kind: 'person', id: ANA }, subject: ANA })).toBe(
      `<person ${ANA}> ended a session`,
    );
  });

  it('says somebody where a name is missing, and the title of what it does not know', () => {
    expect(text({ event: 'consent.allowed', client_id: null })).toBe('<anonymous > allowed <anonymous >');
    expect(text({ event: 'tomorrow.invented', title: 'Something new' })).toBe('Something new');
    expect(text({ event: 'toString', title: 'Odd' })).toBe('Odd');
  });
});
