/** NestJS on Express. */
import type { IntegrationFacts } from '../integration-facts';
import { clientCredentialsCall, discoverFunction, keyImports } from './openid-client';
import { environmentOf, isMachine, pathOf, quoted, runsOnServer, type Snippet } from './snippet';

const signIn = (
  facts: IntegrationFacts,
): string => `${keyImports(facts)}import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import * as oidc from 'openid-client';

const redirectUri = ${quoted(facts.redirectUri)};
const configuration = discover();

@Controller()
export class SignInController {
  @Get('login')
  async login(@Res() response: Response): Promise<void> {
    const codeVerifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    const url = oidc.buildAuthorizationUrl(await configuration, {
      redirect_uri: redirectUri,
      scope: ${quoted(facts.scope)},
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    const secure = redirectUri.startsWith('https:');
    response.cookie('sign_in', { codeVerifier, state, nonce }, { httpOnly: true, sameSite: 'lax', secure, maxAge: 600_000 });
    response.redirect(303, url.href);
  }

  @Get(${quoted(pathOf(facts))})
  async callback(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    // Read by cookie-parser: app.use(cookieParser()) in main.ts.
    const pending = request.cookies['sign_in'] ?? {};
    const answer = new URL(redirectUri);
    answer.search = new URL(request.originalUrl, redirectUri).search;
    const tokens = await oidc.authorizationCodeGrant(await configuration, answer, {
      pkceCodeVerifier: pending.codeVerifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
    response.clearCookie('sign_in');
    // Begin a session of your own here, and keep the tokens on the server.
    return { signedIn: await oidc.fetchUserInfo(await configuration, tokens.access_token, tokens.claims()?.sub ?? '') };
  }
}

${discoverFunction(facts)}
`;

const machine = (facts: IntegrationFacts): string => `${keyImports(facts)}import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';

const configuration = discover();

@Injectable()
export class AccessTokens {
  private held: { readonly value: string; readonly until: number } | undefined;

  /** A token of the client itself, asked for again shortly before it expires. */
  async current(): Promise<string> {
    if (this.held && Date.now() < this.held.until) return this.held.value;
    const tokens = await ${clientCredentialsCall(facts).replaceAll('\n', '\n  ')};
    this.held = { value: tokens.access_token, until: Date.now() + ((tokens.expiresIn() ?? 60) - 30) * 1000 };
    return this.held.value;
  }
}

${discoverFunction(facts)}
`;

export const nestjs: Snippet = {
  id: 'nestjs',
  name: 'NestJS',
  fits: runsOnServer,
  before: (facts) => `npm install openid-client${isMachine(facts) ? '' : ' cookie-parser'}. ${environmentOf(facts)}`,
  files: (facts) =>
    isMachine(facts)
      ? [{ name: 'access-tokens.ts', code: machine(facts) }]
      : [{ name: 'sign-in.controller.ts', code: signIn(facts) }],
};
