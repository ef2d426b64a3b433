/** What a console asks first: who am I, and where is this. */
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { storedRows } from '../support/database';
import { Administration, CONSOLE, ROBOT, SCOPES, type AdminAnswer } from './support/administration';

describeOnEveryDatabase('searching and asking who one is over the admin API', (database) => {
  let admin: Administration;
  let owner: string;

  beforeAll(async () => {
    admin = await Administration.start(database);
    owner = await admin.personToken('owner');
  });
  afterAll(() => admin.stop());

  const codeOf = ({ status, body }: AdminAnswer): string => `${status} ${body?.code ?? ''}`.trim();
  const search = (q: string, token = owner) => admin.get(`/search?q=${encodeURIComponent(q)}`, { token });
  const found = async (q: string, token = owner): Promise<string[]> => {
    const answer = await search(q, token);
    expect([q, answer.status]).toEqual([q, 200]);
    return answer.body.items.map(({ kind, name }: { kind: string; name: string | null }) => `${kind} ${name}`);
  };
  const me = async (token: string) => (await admin.get('/me', { token })).body;

  it('tells a person and a machine who they are and what they may do', async () => {
    expect(await me(owner)).toMatchObject({
      kind: 'person',
      username: 'owner',
      client_id: CONSOLE,
      roles: ['owner'],
      scopes: SCOPES,
      session_id: expect.any(String),
    });
    expect(await me(await admin.personToken('auditor'))).toMatchObject({
      roles: ['auditor'],
      scopes: SCOPES.filter((scope) => scope.endsWith(':read')),
    });
    expect(await me(await admin.machineToken(['keys:read']))).toMatchObject({
      kind: 'client',
      id: ROBOT,
      name: 'Robot',
      username: null,
      roles: [],
      scopes: ['keys:read'],
      session_id: null,
    });
    expect((await admin.get('/me', { token: await admin.personToken('nobody') })).status).toBe(403);
    expect((await admin.get('/me', { token: '' })).status).toBe(401);
  });

  it('finds whatever has an id, and says where to read more', async () => {
    const { id, session_id, token_id } = await me(owner);
    const [family] = (await admin.get(`/sessions/${session_id}`, { token: owner })).body.newest_families;
    expect(await found(id)).toEqual(['user owner']);
    expect(await found(session_id)).toEqual(['session null']);
    expect(await found(token_id.toUpperCase())).toEqual(['token access_token']);
    expect(await found(family.id)).toEqual(['family null']);
    const [event] = await storedRows<{ id: Buffer }>(
      admin.instance,
      `SELECT id FROM audit_event WHERE event = 'sign_in.succeeded' LIMIT 1`,
    );
    const hex = event?.id.toString('hex') ?? '';
    const eventId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    expect(await found(eventId)).toEqual(['audit_event sign_in.succeeded']);
    for (const one of [id, session_id, token_id, family.id, eventId]) {
      const [{ href }] = (await search(one)).body.items;
      expect((await admin.get(href.replace('/admin/v1', ''), { token: owner })).status).toBe(200);
    }
    expect(await found('019b4000-0000-7000-8000-00000000acc0')).toEqual([]);
  });

  it('finds by the beginning of a name, each kind', async () => {
    expect(await found('ROB')).toEqual(['client Robot']);
    expect(await found('console')).toEqual(['client Console']);
    expect(await found('Auditor@Exam')).toEqual(['user auditor']);
    const { id } = await me(owner);
    expect(await found(id.slice(0, 26))).toContain('user owner');
    expect(await found('zzz')).toEqual([]);
  });

  it('shows nobody what they may not read', async () => {
    const { id, session_id, token_id } = await me(owner);
    const few = await admin.machineToken(['keys:read']);
    for (const q of [id, session_id, token_id, 'owner', 'robot']) expect(await found(q, few)).toEqual([]);
    const developer = await admin.personToken('developer');
    for (const q of [id, session_id, 'owner@exam']) expect(await found(q, developer)).toEqual([]);
    expect(await found(token_id, developer)).toEqual(['token access_token']);
  });

  it('refuses tokens, and keeps them out of the log', async () => {
    const pasted = owner.startsWith('gh_') ? owner : owner.slice(0, 200);
    for (const q of [pasted, `Bearer ${await admin.machineToken()}`.slice(0, 250), 'eyJhbGciOiJSUzI1NiJ9.e30.x']) {
      expect(codeOf(await search(q))).toBe('400 query_invalid');
    }
    expect(codeOf(await admin.get('/search', { token: owner }))).toBe('400 query_invalid');
    expect(codeOf(await search(''))).toBe('400 query_invalid');
    expect(admin.instance.processes.map(({ output }) => output).join('')).not.toContain(pasted);
  });
});
