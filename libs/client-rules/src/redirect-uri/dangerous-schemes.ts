/**
 * Schemes that run code, carry a document inside the URI, read local files, or start other programs. A URI with one of
 * them that is stored today is a link that somebody clicks tomorrow. RFC 9700 §4.11, RFC 8252 §8.
 */
import { withoutControlsAndSpaces } from './uri-syntax';

const dangerousSchemes = new Set([
  'javascript',
  'data',
  'vbscript',
  'livescript',
  'mocha',
  'jscript',
  'file',
  'blob',
  'about',
  'filesystem',
  'view-source',
  'view-source+http',
  'jar',
  'mhtml',
  'mk',
  'res',
  'resource',
  'chrome',
  'chrome-extension',
  'moz-extension',
  'safari-extension',
  'safari-web-extension',
  'edge',
  'opera',
  'brave',
  'ms-appx',
  'ms-appx-web',
  'ms-its',
  'its',
  'hcp',
  'ms-browser-extension',
  'ms-msdt',
  'ms-officecmd',
  'search-ms',
  'shell',
  'intent',
  'android-app',
  'content',
  'cid',
  'mid',
  'x-javascript',
  'feed',
  'pcast',
  'wyciwyg',
  'ws',
  'wss',
  'ftp',
  'ftps',
  'gopher',
  'ldap',
  'ldaps',
  'telnet',
  'ssh',
  'smb',
  'mailto',
  'tel',
  'sms',
]);

/** The dangerous scheme (in lower case) that a browser could see in `text`, whatever case, spaces or controls hide it. */
export function dangerousSchemeOf(text: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):/.exec(withoutControlsAndSpaces(text).toLowerCase())?.[1];
  return scheme !== undefined && dangerousSchemes.has(scheme) ? scheme : undefined;
}
