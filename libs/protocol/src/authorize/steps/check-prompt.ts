/** How the person is to be involved: `prompt` and `max_age`. OpenID Connect Core §3.1.2.1. */
import { printable } from '../../errors/oauth-error';
import { invalidRequest } from '../../errors/oauth-errors';
import { PROMPTS, type Prompt } from '../../vocabulary/words';
import type { AuthorizeContext } from '../authorize.context';

/** Sets `context.prompts` and `context.maxAge` (seconds). @throws OAuthError `invalid_request` */
export function checkPrompt(context: AuthorizeContext): void {
  context.prompts = promptsOf(context.parameters.get('prompt') ?? '');
  context.maxAge = maxAgeOf(context.parameters.get('max_age')) ?? context.client.defaultMaxAge;
}
checkPrompt.checks = ['prompt.unknown', 'prompt.none_with_others', 'max_age.grammar'];

function promptsOf(value: string): readonly Prompt[] {
  const words = [...new Set(value.split(' ').filter((word) => word !== ''))];
  const prompts = words.map((word) => {
    const prompt = PROMPTS.find((known) => known === word);
    if (prompt !== undefined) return prompt;
    const detail = { prompt: printable(word) };
    throw invalidRequest('prompt has a value that is not supported.', { check: 'prompt.unknown', detail });
  });
  if (prompts.includes('none') && prompts.length > 1) {
    throw invalidRequest('prompt none excludes every other value.', { check: 'prompt.none_with_others' });
  }
  return prompts;
}

function maxAgeOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[0-9]{1,10}$/.test(value)) {
    throw invalidRequest('max_age must be a number of seconds.', { check: 'max_age.grammar' });
  }
  return Number(value);
}
