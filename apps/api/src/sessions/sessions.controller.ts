import { Body, Param, Query } from '@nestjs/common';
import { SessionFamiliesQuery, SessionListQuery, timeOfId, type ListedSession } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { ExpectedEntity, IfMatch } from '../http/admin/entity-tags';
import { Cursors } from '../http/admin/paging';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { Endings } from './endings';
import { EndedAnswer, EndingBody } from './endings.dto';
import { BESIDE_THE_SESSION, familyAnswer, sessionAnswer, timelineOf } from './session-answer';
import { SessionDetailAnswer, SessionPageAnswer, SessionQuery } from './sessions.dto';

const FAMILIES_SHOWN = 50;

/**
 * `/admin/v1/sessions`: signed-in browsers. They tell where a person was and when, so reading them needs `users:read`;
 * ending one ends what was issued, so it needs `tokens:revoke`.
 */
@AdminController('sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionListQuery,
    private readonly families: SessionFamiliesQuery,
    private readonly endings: Endings,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'List sessions',
    description: 'Newest first.',
    scope: 'users:read',
    answers: { 200: SessionPageAnswer },
  })
  async page(@Query() query: SessionQuery, @Principal() principal: AdminPrincipal): Promise<SessionPageAnswer> {
    const { user_id, client_id, ip, state, amr, acr, started_from, started_to, limit } = query;
    const filter = {
      accountId: user_id,
      clientId: client_id,
      ip,
      state,
      amr,
      acr,
      startedFrom: started_from,
      startedTo: started_to,
    };
    const [after] = this.cursors.position<readonly [string]>('sessions', query) ?? [];
    const { rows, next, searchedTo } = await this.sessions.list(filter, { after, limit, now: this.clock.now() });
    const counts = await this.families.count(rows.map(({ id }) => id));
    return {
      items: rows.map((session) => sessionAnswer(session, counts.get(session.id), principal)),
      next: next === undefined ? null : this.cursors.cursor('sessions', query, [next]),
      searched_back_to: searchedTo === undefined ? null : timeOfId(searchedTo),
    };
  }

  @AdminRoute({
    method: 'GET',
    path: ':session_id',
    summary: 'Read a session',
    scope: 'users:read',
    answers: { 200: SessionDetailAnswer },
    problems: ['session_not_found'],
    etag: BESIDE_THE_SESSION,
  })
  async find(@Param('session_id') id: string, @Principal() principal: AdminPrincipal): Promise<SessionDetailAnswer> {
    const session = await this.existing(id);
    const families = await this.families.list(id, FAMILIES_SHOWN);
    const counts = await this.families.count([id]);
    return {
      ...sessionAnswer(session, counts.get(id), principal),
      live_tokens: { ...(await this.families.liveTokens(id, this.clock.now())) },
      newest_families: families.map(familyAnswer),
      timeline: timelineOf(session, families),
    };
  }

  @AdminRoute({
    method: 'POST',
    path: ':session_id/end',
    summary: 'End a session',
    description:
      'Signs the browser out and ends everything that was approved in the session, also what has `offline_access`: ' +
      'of a session that has ended by itself as well.',
    scope: 'tokens:revoke',
    answers: { 200: EndedAnswer },
    problems: ['session_not_found', 'target_holds_more'],
    ifMatch: BESIDE_THE_SESSION,
  })
  async end(
    @Param('session_id') id: string,
    @Body() body: EndingBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<EndedAnswer> {
    const session = await this.existing(id);
    expected.require(sessionAnswer(session));
    const event = { event: 'session', sessionId: id } as const;
    return { revocation_id: await this.endings.end(event, session.accountId, body, principal) };
  }

  /** @throws Problem `session_not_found` */
  private async existing(id: string): Promise<ListedSession> {
    const session = await this.sessions.find(id, this.clock.now());
    if (!session) throw problem('session_not_found');
    return session;
  }
}
