/** A judged authorization request as the admin API answers it: the waterfall of checks, and what would come of it. */
import {
  isOpenidScope,
  type JudgedRequest,
  type OAuthError,
  type ParameterList,
  Parameters,
  parseScope,
  type PersonAsked,
} from '@gatehouse/protocol';
import { differenceAnswer } from '../http/explanations/difference.dto';
import { comparisonOf } from '../http/explanations/expectations';
import { explanationOf } from '../http/explanations/failure-catalogue';
import { withoutSecretText } from '../http/explanations/shown-parameters';
import { en } from '../interaction/pages/messages/messages.en';
import type {
  AuthorizationCheckAnswer,
  MadeCheckAnswer,
  ReadParameterAnswer,
  WouldAllowAnswer,
  WouldAskAnswer,
  WouldRefuseAnswer,
} from './authorization-checks.dto';
import { PARAMETER_MEANINGS, UNKNOWN_PARAMETER } from './parameter-meanings';
import { PASSED_CHECKS } from './passed-checks';

/** @param checks every check there is, in order */
export function authorizationCheckAnswer(
  judged: JudgedRequest,
  checks: readonly string[],
  list: ParameterList,
): AuthorizationCheckAnswer {
  const parameters = new Parameters(list);
  return {
    acceptable: judged.refusal === undefined,
    client_id: judged.client?.clientId ?? null,
    checks: waterfall(judged, checks, parameters),
    refusal: judged.refusal ? refusalAnswer(judged.refusal, judged.reply) : null,
    person: judged.refusal ? null : personAnswer(judged.person, parameters),
    parameters: readParameters(parameters),
  };
}

function waterfall(
  { refusal, client }: JudgedRequest,
  checks: readonly string[],
  parameters: Parameters,
): MadeCheckAnswer[] {
  const failed = refusal ? checks.indexOf(refusal.check) : checks.length;
  return checks.map((check, index) => {
    if (index !== failed) {
      return { check, outcome: index < failed ? 'passed' : 'not_reached', title: PASSED_CHECKS[check] ?? check };
    }
    const { expected, received, difference } = comparisonOf({ check, client, parameters });
    const shown = differenceAnswer(difference);
    return {
      check,
      outcome: 'failed',
      ...explanationOf(check),
      expected: { ...expected },
      received: { ...received },
      ...(shown === null ? {} : { difference: shown }),
    };
  });
}

function refusalAnswer(
  { check, code, description }: OAuthError,
  reply: Extract<JudgedRequest, { refusal: OAuthError }>['reply'],
): WouldRefuseAnswer {
  return {
    check,
    error: code,
    error_description: description,
    told_to: reply ? 'client' : 'page',
    redirect_uri: reply?.redirectUri ?? null,
    response_mode: reply?.mode ?? null,
    parameters: reply ? { ...reply.parameters } : null,
  };
}

function personAnswer(person: PersonAsked, parameters: Parameters): WouldAskAnswer {
  const { pagesAllowed, signIn, maxAge, accountSelection, consent, scope } = person;
  const asked = parseScope(parameters.get('scope') ?? '') ?? [];
  return {
    pages_allowed: pagesAllowed,
    sign_in: signIn,
    max_age: maxAge ?? null,
    account_selection: accountSelection,
    consent,
    scopes: allowed(person),
    left_out: asked.filter((word) => !scope.includes(word)),
  };
}

const SENTENCES: Readonly<Record<string, string>> = {
  ...en.consent.standardScopes,
  offline_access: en.consent.offline,
};

function allowed({ scope, apis }: PersonAsked): WouldAllowAnswer[] {
  const own = scope
    .filter(isOpenidScope)
    .map((word) => ({ scope: word, sentence: SENTENCES[word] ?? null, api: null }));
  const ofApis = apis.flatMap(({ identifier, name: apiName, scopes }) =>
    scopes
      .filter(({ name }) => scope.includes(name))
      .map(({ name, description }) => ({
        scope: name,
        sentence: description === '' ? null : description,
        api: { identifier, name: apiName },
      })),
  );
  return [...own, ...ofApis];
}

function readParameters(parameters: Parameters): ReadParameterAnswer[] {
  const known = Object.entries(PARAMETER_MEANINGS).map(([name, meaning]) => ({
    name,
    times: parameters.all(name).length,
    ...meaning,
  }));
  const unknown = [...new Set(parameters.list.map(([name]) => name))]
    .filter((name) => !Object.hasOwn(PARAMETER_MEANINGS, name))
    .map((name) => ({ name: withoutSecretText(name, 200), times: parameters.all(name).length, ...UNKNOWN_PARAMETER }));
  return [...known, ...unknown];
}
