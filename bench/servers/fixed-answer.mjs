// What the controls answer: shaped and sized like a token response, and nothing is computed for it.
const token = `gh_at_${'x'.repeat(64)}`;

export const answer = (scope) => ({ access_token: token, token_type: 'Bearer', expires_in: 600, scope: scope ?? '' });
