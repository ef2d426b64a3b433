/** Relying parties may sign people in with a popup: no page on its way may cut it off from them. */
import { client } from '@gatehouse/protocol/testing';
import { authorizePath } from '../../../e2e/in-memory/authorization-request';
import { PASSWORD, startTestApplication, type TestApplication } from '../../../e2e/in-memory/test-application';
import { type Answer, TestBrowser } from '../../../e2e/in-memory/test-browser';

let application: TestApplication;
let browser: TestBrowser;

beforeAll(async () => {
  application = await startTestApplication(client());
});
afterAll(() => application.close());
beforeEach(() => (browser = new TestBrowser(application)));

function openerPolicyOf({ headers }: Answer): unknown {
  expect(headers['content-type']).toMatch(/^text\/html/);
  return headers['cross-origin-opener-policy'];
}

it('a popup keeps its opener from the request to the reply', async () => {
  const form = await browser.follow(await browser.open(authorizePath()));
  expect(openerPolicyOf(form)).toBe('unsafe-none');
  const again = await browser.press('login', { username: 'ada', password: 'wrong' });
  expect(openerPolicyOf(again)).toBe('unsafe-none');
  const consent = await browser.follow(await browser.press('login', { username: 'ada', password: PASSWORD }));
  expect(browser.page).toContain('value="allow"');
  expect(openerPolicyOf(consent)).toBe('unsafe-none');
  const moving = await browser.follow(await browser.press('allow'));
  expect(moving.movesOnTo).toContain('code=');
  expect(openerPolicyOf(moving)).toBe('unsafe-none');
  // A sign-in of the same moment would count as the answer to the next request's prompt.
  application.context.clock.advance(1000);
  const chooser = await browser.follow(await browser.open(authorizePath({ prompt: 'select_account' })));
  expect(browser.page).toContain('value="another"');
  expect(openerPolicyOf(chooser)).toBe('unsafe-none');
  const formPost = await browser.open(authorizePath({ response_mode: 'form_post' }));
  expect(formPost.body).toContain('name="code"');
  expect(openerPolicyOf(formPost)).toBe('unsafe-none');
  const refused = await browser.open(authorizePath({ redirect_uri: 'https://evil.example' }));
  expect(refused.status).toBe(400);
  expect(openerPolicyOf(refused)).toBe('unsafe-none');
});

it.each(['/', '/setup', '/oauth/logout', '/nowhere', '/loginx', '/?/login'])('%s is on its own', async (path) => {
  const answer = await browser.open(path, { headers: { accept: 'text/html' } });
  expect(openerPolicyOf(answer)).toBe('same-origin');
});
