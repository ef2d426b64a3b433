/** Entity tags: nobody overwrites a change that they have not seen. RFC 9110 §8.8.3, §13.1.1. */
import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AdminRequest } from './principal';
import { problem } from './problems';
import { routeOf, type Without } from './route-metadata';

/** The strong entity tag of a representation, quotes included. The same answer has the same tag on every replica. */
export function entityTag(representation: object, without: readonly string[] = []): string {
  const text = JSON.stringify(representation, (member, value: unknown) =>
    without.includes(member) ? undefined : value,
  );
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
}

export function withoutOf(option: true | Without | undefined): readonly string[] {
  return typeof option === 'object' ? option.without : [];
}

/** What the `If-Match` of a request asks for. */
export class ExpectedEntity {
  constructor(
    private readonly tags: readonly string[] | '*',
    private readonly without: readonly string[],
  ) {}

  /**
   * To be called inside the transaction, with the representation as it is there.
   * @throws Problem `precondition_failed` when it is another one than the caller has seen
   */
  require(current: object): void {
    if (this.tags === '*') return;
    const tag = entityTag(current, this.without);
    if (!this.tags.includes(tag)) throw problem('precondition_failed');
  }
}

const LIST = /^[ \t]*(?:(?:W\/)?"[\x21\x23-\x7e]*"[ \t]*(?:,[ \t]*|$))+$/;

/** @throws Problem `precondition_required` without the header, `malformed_request` when it is none */
export function expectedEntity(header: string | undefined, without: readonly string[]): ExpectedEntity {
  if (header === undefined) throw problem('precondition_required');
  if (header.trim() === '*') return new ExpectedEntity('*', without);
  if (!LIST.test(header)) throw problem('malformed_request', { detail: 'If-Match is not a list of entity tags.' });
  // A weak tag never matches: RFC 9110 §13.1.1 compares strongly.
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return new ExpectedEntity(tags, without);
}

/** `@IfMatch() expected: ExpectedEntity`, on a route with `ifMatch`. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const route = routeOf(context.getHandler());
  if (route?.ifMatch === undefined) throw new Error('this route does not declare ifMatch');
  const { headers } = context.switchToHttp().getRequest<AdminRequest>();
  return expectedEntity(headers['if-match'], withoutOf(route.ifMatch));
});
