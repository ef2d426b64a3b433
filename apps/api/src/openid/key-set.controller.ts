import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { keySet, type ProtocolContext } from '@gatehouse/protocol';
import { sendJson } from '../http/answers';
import { OAuthAudience } from '../http/errors/audience-filters';
import { SECURITY_HEADERS } from '../http/http.module';
import type { HeaderList, SecurityHeaders } from '../http/security-headers';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';

/** Seconds; well below the time that a key is published before its first signature. */
const MAX_AGE = 300;

/** `GET /.well-known/jwks.json`: RFC 7517 §5. The bytes are made anew only when the keys change. */
@OAuthAudience()
@Controller()
export class KeySetController {
  private madeFor = '';
  private document = Buffer.alloc(0);
  private readonly answerHeaders: HeaderList;

  constructor(
    @Inject(PROTOCOL_CONTEXT) private readonly context: ProtocolContext,
    @Inject(SECURITY_HEADERS) headers: SecurityHeaders,
  ) {
    // RFC 7517 §8.5.2.
    this.answerHeaders = ['Content-Type', 'application/jwk-set+json', ...headers.publicJson(MAX_AGE).slice(2)];
  }

  @Get('.well-known/jwks.json')
  read(@Res() response: Response): void {
    sendJson(response, 200, this.current(), this.answerHeaders);
  }

  private current(): Buffer {
    const keys = this.context.keys.verificationKeys();
    const names = keys.map(({ kid }) => kid).join(' ');
    if (names !== this.madeFor) {
      this.document = Buffer.from(JSON.stringify(keySet(keys)));
      this.madeFor = names;
    }
    return this.document;
  }
}
