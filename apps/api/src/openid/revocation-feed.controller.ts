import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENDPOINT_PATHS, invalidRequest, Parameters, RevocationFeed, REVOCATION_LIST_TYPE } from '@gatehouse/protocol';
import { sendEmpty, sendJson } from '../http/answers';
import { queryParameters } from '../http/body-reader';
import { OAuthAudience } from '../http/errors/audience-filters';
import { SECURITY_HEADERS } from '../http/http.module';
import type { HeaderList, SecurityHeaders } from '../http/security-headers';
import { RevocationStreams } from './revocation-streams';

/** Seconds for which caches may answer in our place. */
const MAX_AGE = 1;

/**
 * `GET /oauth/revocations` and its `/stream`: what verifiers of JWT access tokens should not accept any more. Anybody may
 * read it, as it names nobody. An extension of ours, docs/adr/0012-revocation-feed.md.
 */
@OAuthAudience()
@Controller(ENDPOINT_PATHS.revocationFeed)
export class RevocationFeedController {
  private readonly listHeaders: HeaderList;
  private readonly streamHeaders: HeaderList;

  constructor(
    private readonly feed: RevocationFeed,
    private readonly streams: RevocationStreams,
    @Inject(SECURITY_HEADERS) headers: SecurityHeaders,
  ) {
    this.listHeaders = ['Content-Type', `application/${REVOCATION_LIST_TYPE}`, ...headers.publicJson(MAX_AGE).slice(2)];
    this.streamHeaders = [...headers.bare, 'Access-Control-Allow-Origin', '*'];
  }

  @Get()
  async read(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { jws, etag } = await this.feed.list(cursorOf(request));
    const headers = [...this.listHeaders, 'ETag', etag];
    if (hasAlready(request, etag)) sendEmpty(response, 304, headers.slice(2));
    else sendJson(response, 200, Buffer.from(jws), headers);
  }

  @Get('stream')
  async follow(@Req() request: Request, @Res() response: Response): Promise<void> {
    // A browser's EventSource says by itself where it was; other clients may.
    const last = request.headers['last-event-id'];
    const after = typeof last === 'string' && CURSOR.test(last) ? last : cursorOf(request);
    if (request.method === 'HEAD') return sendEmpty(response, 200, [...this.streamHeaders, ...EVENT_STREAM]);
    await this.streams.follow(after, response, this.streamHeaders);
  }
}

const CURSOR = /^\d{1,15}$/;
const EVENT_STREAM = ['Content-Type', 'text/event-stream'];

/** @throws OAuthError `invalid_request` for what was never a cursor */
function cursorOf(request: Request): string | undefined {
  const parameters = new Parameters(queryParameters(request));
  const after = parameters.get('after');
  if (after === undefined || (CURSOR.test(after) && parameters.repeated([]) === undefined)) return after;
  throw invalidRequest('after must be the cursor of an earlier list.', { check: 'revocation_feed.cursor' });
}

/** RFC 9110 §13.1.2. */
function hasAlready(request: Request, etag: string): boolean {
  const sent = request.headers['if-none-match'];
  return sent !== undefined && sent.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
