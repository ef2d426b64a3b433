/** What the flows of other applications need of ours: a real API with everybody who may ask it, and people in a browser. */
export {
  ADMIN,
  Administration,
  CONFIGURATION,
  CONSOLE,
  ORDERS,
  PASSWORD,
  ROLES,
  SECRET,
  type AdminAnswer,
} from './admin/support/administration';
export {
  launchChromium,
  LOOKS,
  newPerson,
  picture,
  violations,
  type ContextOptions,
  type Person,
} from './pages/support/hosted-browser';
export { runStatement } from './support/database';
export { DATABASES, freePort, Instance, type DatabaseKind } from './support/instance';
export { UserAgent } from './support/user-agent';
