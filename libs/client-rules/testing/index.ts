/** For specs only: lists of bad input that several suites run. */
export { dangerousUris } from '../test-data/dangerous-uris';
export { redirectUriMutations, type RedirectUriMutation } from '../test-data/redirect-uri-mutations';
