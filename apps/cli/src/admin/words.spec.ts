import { AUDIT_ACTOR_KINDS, AUDIT_OUTCOMES } from '@gatehouse/audit';
import { SESSION_STATES } from '@gatehouse/identity';
import { STATE_FILTERS } from '@gatehouse/persistence';
import { APPLICATION_TYPES as KINDS, REVOCATION_CAUSES, TOKEN_KINDS } from '@gatehouse/protocol';
import {
  ACTOR_KIND_WORDS,
  APPLICATION_TYPES,
  OUTCOME_WORDS,
  REVOCATION_CAUSE_WORDS,
  SESSION_STATE_WORDS,
  TOKEN_KIND_WORDS,
  TOKEN_STATE_WORDS,
} from './words';

describe('Words of options', () => {
  it('are those that the server knows', () => {
    expect(APPLICATION_TYPES).toEqual(KINDS);
    expect(TOKEN_KIND_WORDS).toEqual(TOKEN_KINDS);
    expect(TOKEN_STATE_WORDS).toEqual(STATE_FILTERS);
    expect(OUTCOME_WORDS).toEqual(AUDIT_OUTCOMES);
    expect(ACTOR_KIND_WORDS).toEqual(AUDIT_ACTOR_KINDS);
    expect(SESSION_STATE_WORDS).toEqual(SESSION_STATES);
    expect([...REVOCATION_CAUSE_WORDS, 'consequence']).toEqual(REVOCATION_CAUSES);
  });
});
