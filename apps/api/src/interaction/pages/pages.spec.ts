import { contentSecurityPolicy } from './content-security-policy';
import { errorCatalogue, errorKinds } from './error-catalogue';
import { chooseLocale, locales, type PageLocale } from './messages/locales';
import { renderHomePage } from './home.page';
import { en } from './messages/messages.en';
import { renderOwnerSetupPage } from './owner-setup.page';
import { describeReturnTarget } from './return-target';
import { renderContinuePage, renderFormPostPage } from './returning.page';
import { renderSignInPage } from './sign-in.page';
import { stylesheet } from './stylesheet';
import { hostileTexts } from './testing/hostile-texts';
import { attributesOf, elements, textOf } from './testing/read-html';
import { pageStates } from './testing/page-states';

const states = pageStates();
const page = (name: string): string => {
  const found = states.find((state) => state.name === name);
  if (found === undefined) throw new Error(`no state ${name}`);
  return found.render('bm9uY2U');
};

describe('every hosted page', () => {
  it.each(states.map((state) => [state.name, state] as const))('%s is well made', (_name, state) => {
    const html = state.render('bm9uY2U');
    expect(html.startsWith('<!doctype html><html lang="en" dir="ltr">')).toBe(true);
    expect(elements(html, 'h1')).toHaveLength(1);
    expect(elements(html, 'main')).toHaveLength(1);
    expect(elements(html, 'title')).toHaveLength(1);
    expect(textOf(html)).toContain('Example ID');
    expect(textOf(html)).toContain('id.example.com');
    expect(html).toContain('name="viewport" content="width=device-width, initial-scale=1"');
    expect(html).toContain('name="color-scheme" content="light dark"');
    expect(html).toContain(`<link rel="stylesheet" href="${stylesheet.path}"/>`);
  });

  it.each(states.map((state) => [state.name, state] as const))(
    '%s leaves no value of a text unfilled',
    (_name, state) => {
      expect(textOf(state.render())).not.toMatch(/\{[a-zA-Z]+\}|undefined|\[object|NaN/);
    },
  );

  it.each(states.map((state) => [state.name, state] as const))(
    '%s labels every input and holds ids unique',
    (_name, state) => {
      const html = state.render('bm9uY2U');
      const labelled = elements(html, 'label').map((label) => attributesOf(label)['for']);
      const visible = elements(html, 'input')
        .map(attributesOf)
        .filter((input) => input['type'] !== 'hidden');
      for (const input of visible) {
        expect(input['id']).toBe(input['name']);
        expect(labelled).toContain(input['id']);
      }
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
      const described = [...html.matchAll(/aria-(?:describedby|labelledby)="([^"]*)"/g)].flatMap((match) =>
        (match[1] ?? '').split(' '),
      );
      for (const id of described) expect(ids).toContain(id);
    },
  );

  it.each(states.map((state) => [state.name, state] as const))(
    '%s carries no style or handler that the policy forbids',
    (_name, state) => {
      const html = state.render('bm9uY2U');
      expect(html).not.toMatch(/<[^>]*\s(?:style|on[a-z]+)=/);
      expect(elements(html, 'style')).toHaveLength(0);
      for (const script of elements(html, 'script')) expect(attributesOf(script)).toEqual({ nonce: 'bm9uY2U' });
      expect(elements(state.render(), 'script')).toHaveLength(0);
    },
  );

  it('sends the hidden fields with every form of ours', () => {
    for (const state of states) {
      if (state.name === 'form-post') continue;
      const html = state.render();
      for (const form of html.match(/<form[^]*?<\/form>/g) ?? []) {
        expect(attributesOf(form)).toMatchObject({ method: 'post' });
        const hidden = elements(form, 'input')
          .map(attributesOf)
          .filter((input) => input['type'] === 'hidden');
        expect(hidden.map((input) => input['name'])).toEqual(expect.arrayContaining(['interaction', 'csrf']));
      }
    }
  });
});

describe('fields and buttons that password managers, scripts and tests rely on', () => {
  const fields = (name: string) =>
    elements(page(name), 'input')
      .map(attributesOf)
      .filter((input) => input['type'] !== 'hidden');
  const buttons = (name: string) =>
    elements(page(name), 'button')
      .map(attributesOf)
      .filter((button) => button['type'] === 'submit')
      .map(({ name: buttonName, value }) => `${buttonName}=${value}`);

  it('sign-in (SI1)', () => {
    expect(fields('sign-in')).toMatchInlineSnapshot(`
      [
        {
          "autocapitalize": "none",
          "autocomplete": "username webauthn",
          "autocorrect": "off",
          "autofocus": "",
          "dir": "ltr",
          "id": "username",
          "name": "username",
          "required": "",
          "spellcheck": "false",
          "type": "text",
          "value": "",
        },
        {
          "autocapitalize": "none",
          "autocomplete": "current-password",
          "autocorrect": "off",
          "dir": "ltr",
          "id": "password",
          "name": "password",
          "required": "",
          "spellcheck": "false",
          "type": "password",
        },
      ]
    `);
    expect(buttons('sign-in')).toEqual(['action=login', 'action=deny']);
    expect(buttons('sign-in-to-issuer')).toEqual(['action=login']);
  });

  it('owner set-up (SI1)', () => {
    expect(fields('owner-setup')).toMatchInlineSnapshot(`
      [
        {
          "aria-describedby": "username-hint",
          "autocapitalize": "none",
          "autocomplete": "username",
          "autocorrect": "off",
          "autofocus": "",
          "dir": "ltr",
          "id": "username",
          "name": "username",
          "required": "",
          "spellcheck": "false",
          "type": "text",
        },
        {
          "autocapitalize": "none",
          "autocomplete": "email",
          "autocorrect": "off",
          "dir": "ltr",
          "id": "email",
          "name": "email",
          "required": "",
          "spellcheck": "false",
          "type": "email",
        },
        {
          "autocomplete": "name",
          "dir": "auto",
          "id": "display_name",
          "name": "display_name",
          "type": "text",
        },
        {
          "aria-describedby": "password-hint",
          "autocapitalize": "none",
          "autocomplete": "new-password",
          "autocorrect": "off",
          "dir": "ltr",
          "id": "password",
          "name": "password",
          "passwordrules": "minlength: 12; maxlength: 256;",
          "required": "",
          "spellcheck": "false",
          "type": "password",
        },
        {
          "autocapitalize": "none",
          "autocomplete": "new-password",
          "autocorrect": "off",
          "dir": "ltr",
          "id": "password_confirmation",
          "name": "password_confirmation",
          "passwordrules": "minlength: 12; maxlength: 256;",
          "required": "",
          "spellcheck": "false",
          "type": "password",
        },
      ]
    `);
    expect(buttons('owner-setup')).toEqual(['action=create']);
  });

  it('consent, sign-out and account choice', () => {
    expect(buttons('consent')).toEqual(['action=switch', 'action=deny', 'action=allow']);
    expect(buttons('sign-out')).toEqual(['action=logout', 'action=stay']);
    expect(buttons('choose-account')).toEqual(['action=continue', 'action=continue', 'action=another']);
  });

  it('gives allow and deny the same look', () => {
    const looks = elements(page('consent'), 'button')
      .map(attributesOf)
      .filter(({ value }) => value === 'allow' || value === 'deny')
      .map((button) => button['class']);
    expect(looks).toHaveLength(2);
    expect(new Set(looks).size).toBe(1);
  });
});

describe('sign-in', () => {
  it('prefills the login hint and moves the focus to the password', () => {
    const [username, password] = elements(page('sign-in-hint-and-reason'), 'input')
      .map(attributesOf)
      .filter((input) => input['type'] !== 'hidden');
    expect(username).toMatchObject({ value: 'alice@example.com' });
    expect(username).not.toHaveProperty('autofocus');
    expect(password).toHaveProperty('autofocus');
  });

  it('after a wrong password keeps the username, empties the password and focuses the alert (SI3)', () => {
    const html = page('sign-in-wrong-password');
    const [username, password] = elements(html, 'input')
      .map(attributesOf)
      .filter((input) => input['type'] !== 'hidden');
    expect(username).toMatchObject({ value: 'alice' });
    expect(password).not.toHaveProperty('value');
    const alert = elements(html, 'div')
      .map(attributesOf)
      .find((element) => element['role'] === 'alert');
    expect(alert).toMatchObject({ tabindex: '-1' });
    expect(alert).toHaveProperty('autofocus');
    expect(html.match(/\sautofocus/g)).toHaveLength(1);
    expect(textOf(html)).toContain('That username and password do not match.');
  });

  it('says when a locked account can be tried again, and why somebody is asked again', () => {
    expect(textOf(page('sign-in-locked'))).toContain('You can try again in 4 minutes.');
    expect(textOf(page('sign-in-hint-and-reason'))).toContain('Example Shop asks you to sign in again');
  });

  it('shows who asks and where it returns to', () => {
    expect(textOf(page('sign-in'))).toContain('to continue to Example Shop');
    expect(textOf(page('sign-in'))).toContain('shop.example.com');
    expect(textOf(page('sign-in-native'))).toContain('A program on this computer (127.0.0.1:49152)');
  });
});

describe('consent', () => {
  it('shows a scope without a description by its name (N2)', () => {
    expect(textOf(page('consent'))).toContain('orders:legacy (no description given)');
  });

  it('describes standard scopes and puts sensitive ones first', () => {
    const text = textOf(page('consent'));
    expect(text).toContain('See your email address');
    expect(text.indexOf('Pay for orders')).toBeGreaterThan(0);
    expect(text.indexOf('Pay for orders')).toBeLessThan(text.indexOf('See your orders'));
  });

  it('tells a self-registered client from a verified one (N3)', () => {
    expect(textOf(page('consent-unverified-loopback'))).toContain('Registered itself on March 14, 2027, not verified');
    expect(textOf(page('consent-installed'))).toContain('Not verified');
    expect(textOf(page('consent'))).toContain('Verified by your organisation');
    expect(textOf(page('consent'))).not.toMatch(/not verified|Nobody has checked/i);
    expect(textOf(page('consent-look-alike-host'))).toContain('Nobody has checked');
    expect(textOf(page('consent-unverified-loopback'))).toContain('Any program on this device can ask in this name.');
  });

  it('shows a look-alike host in its ASCII form', () => {
    expect(textOf(page('consent-look-alike-host'))).toContain('xn--exmple-4nf.com');
  });

  it('never cuts a host short, whose end tells whom it belongs to', () => {
    const host = `accounts.${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.evil.example`;
    const html = renderSignInPage({
      context: { issuer: { name: 'Example ID', url: 'https://id.example.com' }, locale: chooseLocale() },
      form: { action: '/login', hidden: {} },
      client: { clientId: 'web', name: 'W'.repeat(500), standing: { kind: 'unverified' } },
      returnsTo: describeReturnTarget(`https://${host}/cb`),
    });
    expect(textOf(html)).toContain(host);
    expect(textOf(html)).toContain(`to continue to ${'W'.repeat(79)}… `);
  });

  it('falls back to the client id for a blank name, and names a private-use scheme', () => {
    expect(textOf(page('consent-installed'))).toContain(
      '01996c1e-4b1c-7cc3-98c4-dc0c0c07398f wants to use your account',
    );
    expect(textOf(page('consent-installed'))).toContain('A program installed on this device (com.example.app:)');
  });

  it('spells offline access out, and its absence', () => {
    expect(textOf(page('consent'))).toContain('also while you are away and after you sign out');
    expect(textOf(page('consent'))).toContain('offline_access');
    expect(textOf(page('consent-small'))).toContain('For a short time.');
    expect(textOf(page('consent-small'))).not.toContain('offline_access');
  });
});

describe('owner set-up', () => {
  const problems = (found: readonly { field: string; code: string }[]) =>
    renderOwnerSetupPage({
      context: { issuer: { name: 'Example ID', url: 'https://id.example.com' }, locale: chooseLocale() },
      form: { action: '/setup', hidden: {} },
      passwordBounds: { minimum: 15, maximum: 256 },
      problems: found,
    });

  it('ties each problem to its field and lists them all in the focused alert', () => {
    const html = problems([
      { field: 'password', code: 'too-short' },
      { field: 'username', code: 'taken' },
    ]);
    expect(textOf(html).match(/Use at least 15 characters\./g)).toHaveLength(2);
    expect(html.indexOf('href="#username"')).toBeLessThan(html.indexOf('href="#password"'));
    expect(html).toMatch(/id="username"[^>]*aria-invalid="true" aria-describedby="username-problem username-hint"/);
    expect(html.match(/\sautofocus/g)).toHaveLength(1);
  });

  it('leads on to the console where there is one, and to the sign-in page beside it', () => {
    const links = (name: string) =>
      elements(page(name), 'a')
        .map(attributesOf)
        .map(({ href, class: look }) => [href, look]);
    expect(links('owner-setup-done-console')).toEqual([
      ['https://console.example.com/setup', 'button primary'],
      ['/login', 'button plain'],
    ]);
    expect(links('owner-setup-done')).toEqual([['/login', 'button primary']]);
    expect(links('owner-setup-used')).toEqual([['/login', 'button primary']]);
    expect(textOf(page('owner-setup-done'))).not.toContain('console');
  });

  it.each([
    [{ field: 'form', code: 'overloaded' }, 'The service is busy right now.'],
    [{ field: 'roles', code: 'unknown-role' }, 'This cannot be used.'],
    [{ field: 'email', code: 'constructor' }, 'This cannot be used.'],
    [{ field: 'constructor', code: 'x' }, 'This cannot be used.'],
  ])('has words for %j', (problem, words) => {
    expect(textOf(problems([problem]))).toContain(words);
  });

  it('never sends a password back', () => {
    for (const input of elements(problems([{ field: 'password', code: 'too-short' }]), 'input').map(attributesOf)) {
      if (input['type'] === 'password') expect(input).not.toHaveProperty('value');
    }
  });
});

describe('error catalogue (ER1)', () => {
  it.each(locales.flatMap((locale) => errorKinds.map((kind) => [locale.tag, kind, locale] as const)))(
    '%s %s has a title, an explanation, an action and a client or server status',
    (_tag, kind, locale) => {
      const { title, explanation, action } = locale.messages.error.kinds[kind];
      for (const text of [title, explanation, action]) expect(text.trim().length).toBeGreaterThan(8);
      expect(errorCatalogue[kind].status).toBeGreaterThanOrEqual(400);
      const text = textOf(page(`error-${kind}`));
      expect(text).toContain(en.error.kinds[kind].title);
      expect(text).toContain(en.error.kinds[kind].action);
      if (kind !== 'page-not-found') expect(text).toContain('K7QM-2WRT-9PXD');
      expect(text).toContain('Mar 14, 2027, 9:26:53');
    },
  );
});

describe('hostile strings (ER2)', () => {
  it.each(hostileTexts)('%j changes no markup on any page', (hostile) => {
    const plain = pageStates(() => 'x');
    for (const [index, state] of pageStates(() => hostile).entries()) {
      const skeleton = tagsOf(plain[index]?.render('bm9uY2U') ?? '');
      expect([state.name, tagsOf(state.render('bm9uY2U'))]).toEqual([state.name, skeleton]);
    }
  });

  it('never links or shows an address that is not http(s), of this origin, or a raster image', () => {
    for (const hostile of hostileTexts) {
      for (const state of pageStates(() => hostile)) {
        const html = state.render();
        for (const [, value = ''] of html.matchAll(/<(?:a|img)[^>]*\s(?:href|src)="([^"]*)"/g)) {
          expect(value).toMatch(/^(?:https?:\/\/|\/(?!\/)|#|data:image\/png;base64,|com\.example\.app:)/);
        }
      }
    }
  });

  it('hides no direction override or invisible character in a shown name', () => {
    const html =
      pageStates(() => 'Good\u202eliave\u200b\u0000Name')
        .find((state) => state.name === 'consent')
        ?.render() ?? '';
    expect(textOf(html)).not.toMatch(/[\p{Cc}\u200b\u202e]/u);
    expect(textOf(html)).toContain('Good liave Name');
  });
});

/** Tags with the names of their attributes and nothing of their values: what must not move. */
function tagsOf(html: string): string[] {
  return (html.match(/<\/?[a-z](?:[^>"]|"[^"]*")*>/gi) ?? []).map((tag) => {
    const name = /^<\/?[a-z0-9]+/i.exec(tag)?.[0] ?? '';
    return [name, ...Object.keys(attributesOf(tag)).filter((key) => key !== 'class' && key !== 'value')].join(' ');
  });
}

describe('form post (OAuth 2.0 Form Post Response Mode §2)', () => {
  const html = renderFormPostPage({
    context: {
      issuer: { name: 'Example ID', url: 'https://id.example.com' },
      locale: chooseLocale(),
      nonce: 'bm9uY2U',
    },
    redirectUri: 'https://shop.example.com/callback?a=1&b=2',
    parameters: { code: 'a"><script>alert(1)</script>', state: '&amp;<' },
  });

  it('posts exactly the response to exactly the redirect URI', () => {
    expect(html).toContain('<form method="post" action="https://shop.example.com/callback?a=1&amp;b=2">');
    const inputs = elements(html, 'input').map(attributesOf);
    expect(inputs).toEqual([
      { type: 'hidden', name: 'code', value: 'a"><script>alert(1)</script>' },
      { type: 'hidden', name: 'state', value: '&amp;<' },
    ]);
  });

  it('has a classic script after the form, and a button that sends nothing of its own', () => {
    expect(html.indexOf('<script nonce="bm9uY2U">document.forms[0].submit();</script>')).toBeGreaterThan(
      html.indexOf('</form>'),
    );
    expect(elements(html, 'button').map(attributesOf)[0]).not.toHaveProperty('name');
    expect(html).toContain('<noscript>');
  });
});

describe('home page', () => {
  it('has no door to a console that nobody named', () => {
    const context = { issuer: { name: 'Example ID', url: 'https://id.example.com' }, locale: chooseLocale() };
    expect(elements(renderHomePage({ context, console: undefined, metadata: '/m' }), 'a')).toHaveLength(1);
    expect(elements(renderHomePage({ context, console: 'https://c.example', metadata: '/m' }), 'a')).toHaveLength(2);
  });
});

describe('continue page', () => {
  const context = { issuer: { name: 'Example ID', url: 'https://id.example.com' }, locale: chooseLocale() };

  it('links and refreshes to the program', () => {
    const html = renderContinuePage({ context, location: 'com.example.app:/cb?code=a&state=b"c' });
    expect(html).toContain('content="0; url=com.example.app:/cb?code=a&amp;state=b&quot;c"');
    expect(html).toContain('href="com.example.app:/cb?code=a&amp;state=b&quot;c"');
  });

  it.each(['com.example.App://CB?code=a', 'https://Shop.example?code=a', 'https://shop.example/a/../b?code=a'])(
    'leaves %s as it was registered',
    (location) => {
      const html = renderContinuePage({ context, location });
      expect(html).toContain(`content="0; url=${location}"`);
      expect(html).toContain(`href="${location}"`);
    },
  );

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd'])(
    'refuses %s',
    (location) => {
      expect(() => renderContinuePage({ context, location })).toThrow(TypeError);
    },
  );
});

describe('languages', () => {
  const fake = (tag: string): PageLocale => ({ tag, direction: 'ltr', messages: en });
  const available: [PageLocale, ...PageLocale[]] = [fake('en'), fake('de'), fake('pt-BR')];

  it.each([
    [{ uiLocales: 'fr de-CH en' }, 'de'],
    [{ uiLocales: 'PT-br' }, 'pt-BR'],
    [{ uiLocales: 'fr', acceptLanguage: 'en;q=0.3, de;q=0.9' }, 'de'],
    [{ acceptLanguage: 'de;q=0, fr' }, 'en'],
    [{ uiLocales: '-- "><script>', acceptLanguage: ';;;q=x,,*' }, 'en'],
    [{}, 'en'],
  ])('%j gives %s', (wishes, tag) => {
    expect(chooseLocale(wishes, available).tag).toBe(tag);
  });

  it.each(locales.map((locale) => [locale.tag, locale] as const))(
    '%s uses the same values as English',
    (_tag, locale) => {
      expect(marks(locale.messages)).toEqual(marks(en));
    },
  );

  function marks(tree: unknown, path = ''): string[] {
    if (typeof tree === 'string') return [`${path} ${(tree.match(/\{[a-zA-Z]+\}/g) ?? []).sort().join('')}`];
    return Object.entries(tree as Record<string, unknown>)
      .flatMap(([key, value]) => marks(value, `${path}.${key}`))
      .sort();
  }
});

describe('return targets', () => {
  it.each([
    ['https://shop.example.com:8443/cb', { kind: 'site', host: 'shop.example.com:8443' }],
    ['http://127.0.0.1:5000/cb', { kind: 'this-computer', host: '127.0.0.1:5000' }],
    ['http://[::1]/cb', { kind: 'this-computer', host: '[::1]' }],
    ['http://localhost:3000/', { kind: 'this-computer', host: 'localhost:3000' }],
    ['https://127.0.0.1.evil.example/', { kind: 'site', host: '127.0.0.1.evil.example' }],
    ['https://localhost.evil.example/', { kind: 'site', host: 'localhost.evil.example' }],
    ['com.example.app:/cb', { kind: 'installed', scheme: 'com.example.app' }],
  ])('%s', (redirectUri, target) => {
    expect(describeReturnTarget(redirectUri)).toEqual(target);
  });
});

describe('policy', () => {
  it('lets forms lead nowhere but here, and allows no script without a nonce', () => {
    expect(contentSecurityPolicy()).toBe(
      `default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
    expect(contentSecurityPolicy({ nonce: 'abc' })).toContain(`script-src 'nonce-abc'`);
    expect(contentSecurityPolicy({ forms: 'anywhere' })).not.toContain('form-action');
  });
});
