/** For specs only: lists of bad input that several suites run. */
export { dangerousUris } from '../test-data/dangerous-uris';
export { lintFixtures, LINT_NOW, type LintFixture } from '../test-data/lint-fixtures';
export { redirectUriMutations, type RedirectUriMutation } from '../test-data/redirect-uri-mutations';
