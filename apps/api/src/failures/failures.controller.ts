import { Param, Query } from '@nestjs/common';
import { type FailureFilter, Persistence } from '@gatehouse/persistence';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { Cursors } from '../http/admin/paging';
import { problem } from '../http/admin/problems';
import { readReference } from '../http/references';
import { failureAnswer } from './failure-answer';
import { FailureAnswer, FailurePageAnswer, FailureQuery } from './failures.dto';

/** `/admin/v1/failures`: requests that were refused, and what to do about them. */
@AdminController('failures')
export class FailuresController {
  constructor(
    private readonly persistence: Persistence,
    private readonly cursors: Cursors,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'List refused requests',
    description: 'The newest first. Only so many are kept of each client, and over all.',
    scope: 'clients:read',
    answers: { 200: FailurePageAnswer },
  })
  async list(@Query() query: FailureQuery): Promise<FailurePageAnswer> {
    const position = this.cursors.position<readonly [string]>('failures', query);
    const page = { limit: query.limit + 1, ...(position === undefined ? {} : { before: position[0] }) };
    const rows = await this.persistence.upkeep.failures.list(filterOf(query), page);
    const { items, next } = this.cursors.page('failures', query, rows, {
      item: failureAnswer,
      position: ({ id }) => [id],
    });
    return { items: [...items], next };
  }

  @AdminRoute({
    method: 'GET',
    path: ':reference',
    summary: 'Explain a refused request',
    description:
      'By the reference on the error page, in the answer’s `X-Request-Id` or in the log; as a person types it.',
    scope: 'clients:read',
    answers: { 200: FailureAnswer },
    problems: ['failure_not_found'],
  })
  async find(@Param('reference') typed: string): Promise<FailureAnswer> {
    const reference = readReference(typed);
    const failure = reference === undefined ? undefined : await this.persistence.upkeep.failures.find(reference);
    if (!failure) throw problem('failure_not_found');
    return failureAnswer(failure);
  }
}

function filterOf({ client_id, endpoint, check, from, until }: FailureQuery): FailureFilter {
  return {
    ...(client_id === undefined ? {} : { clientId: client_id }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(check === undefined ? {} : { checks: [check] }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}
