/**
 * The rules R01 to R16 that a redirect URI passes before it is registered, so that exact matching is all that sign-in
 * needs. RFC 6749 §3.1.2, RFC 8252 §7 and §8.4, RFC 9700 §2.1 and §4.1.
 */
import type { RuleFinding } from '../rule-finding';
import { dangerousSchemeOf } from './dangerous-schemes';
import { asciiHost } from './internationalised-host';
import { originRules } from './origin-rules';
import { pathAndQueryRules } from './path-and-query-rules';
import type { RedirectUriCheckOptions, Report } from './redirect-uri-rule';
import { uriParts } from './uri-parts';
import {
  controlOrSpaceAt,
  illegalCharacter,
  maximumUriLength,
  structureFault,
  withoutControlsAndSpaces,
} from './uri-syntax';

/** What is wrong with one redirect URI; empty when nothing is. Errors block saving, warnings do not. */
export function checkRedirectUri(uri: string, options: RedirectUriCheckOptions): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const report: Report = (rule, level, message, fix, replacement) => {
    findings.push({
      rule,
      level,
      path: [...(options.path ?? [])],
      message,
      ...(fix !== undefined && { fix }),
      ...(replacement !== undefined && { replacement }),
    });
  };
  if (uri === '') {
    report('R01', 'error', 'The redirect URI is empty.', 'Give a whole URI, such as https://client.example/callback.');
    return findings;
  }
  if (uri.length > maximumUriLength) {
    report(
      'R15',
      'error',
      `The URI has ${uri.length} characters; at most ${maximumUriLength} are kept.`,
      'Use a shorter URI and carry details in “state”.',
    );
    return findings;
  }
  const dangerous = dangerousSchemeOf(uri);
  if (dangerous !== undefined) {
    report(
      'R05',
      'error',
      `“${dangerous}:” URIs can run code, open local files or start other programs.`,
      'Use an https URI of the client.',
    );
  }
  const hasLegalCharacters = characterRules(uri, report);
  structureRules(uri.trim(), hasLegalCharacters, dangerous !== undefined, options, report);
  return findings;
}

/** Everything that is about parts of the URI; spaces at its ends have been reported, and are taken off. */
function structureRules(
  uri: string,
  hasLegalCharacters: boolean,
  isDangerous: boolean,
  options: RedirectUriCheckOptions,
  report: Report,
): void {
  const parts = uriParts(uri);
  if (parts.userinfo !== undefined) {
    report(
      'R04',
      'error',
      'The URI carries a user name before “@”; what follows the “@” is the real host.',
      'Remove everything between “//” and “@”.',
      hasLegalCharacters ? uri.replace(`//${parts.userinfo}@`, '//') : undefined,
    );
  }
  if (parts.fragment !== undefined) {
    report(
      'R02',
      'error',
      'A redirect URI may not have a fragment: the answer would be lost behind it.',
      `Remove “#${parts.fragment}”.`,
      uri.slice(0, uri.indexOf('#')),
    );
  }
  if (hasLegalCharacters) {
    const fault = structureFault(uri, parts);
    if (fault !== undefined) {
      report(
        'R01',
        'error',
        `This is not an absolute URI: reading stopped at character ${fault.at + 1}, ${fault.reason}.`,
        'Give a whole URI, such as https://client.example/callback.',
      );
      return;
    }
  }
  if (!isDangerous) originRules(uri, parts, options, report);
  pathAndQueryRules(uri, parts, report);
}

/** R01, R03, R04, R10: characters. True when every one of them may stand in a URI. */
function characterRules(uri: string, report: Report): boolean {
  const before = { legal: true };
  const refuse: Report = (...finding) => {
    before.legal = false;
    report(...finding);
  };
  const trimmed = uri.trim();
  if (trimmed !== uri) {
    refuse('R04', 'error', 'There is a space or a line break at an end of the URI.', `Use “${trimmed}”.`, trimmed);
  } else if (controlOrSpaceAt(uri) >= 0) {
    refuse(
      'R04',
      'error',
      `Character ${controlOrSpaceAt(uri) + 1} is a space, a control or an invisible character.`,
      'Remove it, or encode a space as “%20”.',
    );
  }
  if (uri.includes('\\')) {
    refuse('R04', 'error', 'A backslash: browsers read it as “/”, servers do not.', 'Use “/”.');
  }
  if (uri.includes('*')) {
    refuse(
      'R03',
      'error',
      'Wildcards are not supported: a redirect URI is compared letter by letter, so that nobody can register a look-alike.',
      'Register each URI. For preview deployments, add URIs that expire.',
    );
  }
  const visible = withoutControlsAndSpaces(trimmed);
  if (/[^\u0021-\u007e]/.test(visible)) {
    const { host } = uriParts(trimmed);
    const ascii = host === undefined || /^[\u0021-\u007e]*$/.test(host) ? undefined : asciiHost(host);
    const fix = ascii === undefined ? 'Percent-encode these characters as UTF-8.' : `Write the host as “${ascii}”.`;
    const replacement = ascii === undefined || host === undefined ? undefined : trimmed.replace(host, ascii);
    refuse(
      'R10',
      'error',
      'The URI has characters outside ASCII; browsers send them in another form than the one typed here.',
      fix,
      replacement,
    );
  }
  const illegal = illegalCharacter(uri);
  if (illegal !== undefined && before.legal) {
    refuse(
      'R01',
      'error',
      `This is not a valid URI: reading stopped at character ${illegal.at + 1}, ${illegal.reason}.`,
      'Percent-encode the character or remove it.',
    );
  }
  return before.legal;
}
