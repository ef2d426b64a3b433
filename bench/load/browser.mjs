// The least that can be called a browser: keeps cookies, follows redirects by hand, fills in the form of a page.

const MAXIMUM_REDIRECTS = 8;

/** A browser that has never been here. `open(url, init)` resolves to `{ url, status, body }`, at the latest outside. */
export function newBrowser(origin) {
  const cookies = new Map();
  const keep = (response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const end = pair.indexOf('=');
      if (/;\s*max-age=0/i.test(line)) cookies.delete(pair.slice(0, end));
      else cookies.set(pair.slice(0, end), pair.slice(end + 1));
    }
  };
  const open = async (url, init = {}) => {
    let target = new URL(url, origin);
    let request = init;
    for (let step = 0; step < MAXIMUM_REDIRECTS; step++) {
      const headers = { accept: 'text/html', ...(request.method === 'POST' ? { origin } : {}) };
      if (cookies.size > 0) headers.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(target, { ...request, redirect: 'manual', headers });
      keep(response);
      const body = await response.text();
      const refresh = /<meta http-equiv="refresh"[^>]*>/.exec(body)?.[0];
      const location =
        response.headers.get('location') ?? (refresh && attribute(refresh, 'content').slice('0; url='.length));
      if (!location) return { url: target, status: response.status, body };
      target = new URL(location, target);
      if (target.origin !== origin) return { url: target, status: response.status, body };
      request = {};
    }
    throw new Error(`More than ${MAXIMUM_REDIRECTS} redirects, last to ${target.pathname}`);
  };
  return {
    open,
    /** Sends the form of a page whose button means `fields.action`, with the fields filled in. */
    submit(page, fields) {
      const { action, hidden } = formOf(page.body, fields.action);
      return open(new URL(action, page.url), { method: 'POST', body: new URLSearchParams({ ...hidden, ...fields }) });
    },
  };
}

function formOf(html, meaning) {
  const forms = html.match(/<form\b[^>]*method="post"[^>]*>[\s\S]*?<\/form>/gi) ?? [];
  const form = forms.find((each) => each.includes(`value="${meaning}"`)) ?? forms[0];
  if (form === undefined) throw new Error(`There is no form on this page: ${html.slice(0, 300)}`);
  const hidden = {};
  for (const [input] of form.matchAll(/<input\b[^>]*type="hidden"[^>]*>/gi)) {
    hidden[attribute(input, 'name')] = attribute(input, 'value') ?? '';
  }
  return { action: attribute(/<form\b[^>]*>/i.exec(form)[0], 'action') ?? '', hidden };
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function attribute(tag, name) {
  const value = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value?.replace(/&(amp|lt|gt|quot|#39);/g, (_match, entity) => ENTITIES[entity]);
}
