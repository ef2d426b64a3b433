/** A server to operate, and a person at a browser: the same real parts as in the API's own flows. */
/* eslint-disable @nx/enforce-module-boundaries -- specs of two applications share what starts a server */
export { DATABASES, Instance, type DatabaseKind, type InstanceOptions } from '../../../api/e2e/support/instance';
export { UserAgent } from '../../../api/e2e/support/user-agent';
