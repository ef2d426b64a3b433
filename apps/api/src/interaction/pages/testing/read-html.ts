const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&#39;': "'",
};

function decode(text: string): string {
  return text.replace(/&(?:quot|lt|gt|amp|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** The opening tags with this name, as written. Enough for our own output, where `>` never stands in an attribute raw. */
export function elements(html: string, name: string): string[] {
  return html.match(new RegExp(`<${name}(?:\\s(?:[^>"]|"[^"]*")*)?>`, 'g')) ?? [];
}

/** Attributes of the first tag in `tag`; one without a value gives `''`. */
export function attributesOf(tag: string): Record<string, string> {
  const [, inside = ''] = /^<\/?[a-z0-9]+((?:[^>"]|"[^"]*")*?)\/?>/i.exec(tag) ?? [];
  return Object.fromEntries(
    [...inside.matchAll(/([^\s="]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, decode(value)]),
  );
}

/** The words of a page, as a reader meets them: without head, scripts and tags. */
export function textOf(html: string): string {
  return decode(
    html
      .replace(/<head>[^]*<\/head>/, '')
      .replace(/<script[^]*?<\/script>/g, '')
      .replace(/<(?:p|div|h[1-6]|li|dt|dd|ul|dl|form|button|section|label|header|main)[\s>]/g, ' $&')
      .replace(/<[^>]*>/g, ''),
  ).replace(/\s+/g, ' ');
}
