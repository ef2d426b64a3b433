import { Body, Param, Query } from '@nestjs/common';
import { Persistence, readTokenFilter, type LedgerToken } from '@gatehouse/persistence';
import { Clock, sameDigest } from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { Cursors, PageQuery } from '../http/admin/paging';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { BESIDE_THE_TOKEN, lineageAnswer, tokenAnswer } from './token-answer';
import { LineageAnswer, LookupTokenBody, TokenAnswer, TokenPageAnswer, TokenQuery } from './tokens.dto';

/** Where a page ended. */
interface TokenPosition {
  readonly after: string;
}

/** `/admin/v1/tokens`: everything that was issued. */
@AdminController('tokens')
export class TokensController {
  constructor(
    private readonly persistence: Persistence,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'Search issued tokens',
    description:
      'By any combination of filters. A page that looks for something rare may be short, even empty, and still have a ' +
      '`next`: it says how far it has searched.',
    scope: 'tokens:read',
    answers: { 200: TokenPageAnswer },
  })
  async page(@Query() query: TokenQuery, @Principal() principal: AdminPrincipal): Promise<TokenPageAnswer> {
    const { limit, cursor: _cursor, sort, ...words } = query;
    const position = this.cursors.position<TokenPosition>('tokens', query);
    const { tokens, next, searchedTo } = await this.persistence.ledger.search.find({
      filter: readTokenFilter(words),
      direction: sort === '-issued_at' ? 'newest-first' : 'oldest-first',
      limit,
      after: position?.after,
      now: this.clock.now(),
    });
    return {
      items: tokens.map((token) => tokenAnswer(token, principal)),
      next: next === null ? null : this.cursors.cursor('tokens', query, { after: next }),
      searched_back_to: searchedTo,
    };
  }

  @AdminRoute({
    method: 'POST',
    path: 'lookup',
    summary: 'Find a token that somebody holds',
    description:
      'By its id and digest, both worked out where the token was pasted: the token itself is never sent. The whole ' +
      'digest has to match.',
    scope: 'tokens:read',
    answers: { 200: TokenAnswer },
    problems: ['token_not_found'],
    audited: true,
  })
  async lookup(@Body() { id, digest }: LookupTokenBody, @Principal() principal: AdminPrincipal): Promise<TokenAnswer> {
    const found = await this.existing(id);
    if (!sameDigest(found.token.digest, Buffer.from(digest, 'hex'))) throw problem('token_not_found');
    return tokenAnswer(found, principal);
  }

  @AdminRoute({
    method: 'GET',
    path: ':token_id',
    summary: 'Read what is known of a token',
    description: 'With what would happen if it were presented now.',
    scope: 'tokens:read',
    answers: { 200: TokenAnswer },
    problems: ['token_not_found'],
    etag: BESIDE_THE_TOKEN,
  })
  async find(@Param('token_id') id: string, @Principal() principal: AdminPrincipal): Promise<TokenAnswer> {
    return tokenAnswer(await this.existing(id), principal);
  }

  @AdminRoute({
    method: 'GET',
    path: ':token_id/lineage',
    summary: 'Read where a token comes from and what came of it',
    description: 'Sign-in, consent, approval, and the tokens of the family a page at a time, in order of issue.',
    scope: 'tokens:read',
    answers: { 200: LineageAnswer },
    problems: ['token_not_found'],
  })
  async lineage(
    @Param('token_id') id: string,
    @Query() query: PageQuery,
    @Principal() principal: AdminPrincipal,
  ): Promise<LineageAnswer> {
    const list = `lineage:${id}`;
    const position = this.cursors.position<TokenPosition>(list, query);
    const page = { limit: query.limit, after: position?.after, now: this.clock.now() };
    const lineage = await this.persistence.ledger.lineage.of(id, page);
    if (!lineage) throw problem('token_not_found');
    const next = lineage.next === null ? null : this.cursors.cursor(list, query, { after: lineage.next });
    return lineageAnswer(lineage, next, principal);
  }

  /** @throws Problem `token_not_found` */
  private async existing(id: string): Promise<LedgerToken> {
    const found = await this.persistence.ledger.lineage.find(id, this.clock.now());
    if (!found) throw problem('token_not_found');
    return found;
  }
}
