export type {
  components as AdminApiComponents,
  operations as AdminApiOperations,
  paths as AdminApiPaths,
} from './admin-api';
export {
  ADMIN_RESOURCE,
  ADMIN_ROLES,
  ADMIN_SCOPE_NAMES,
  ADMIN_SCOPES,
  isAdminScope,
  ROLE_SCOPES,
  scopesOfRoles,
  type AdminRole,
  type AdminScope,
} from './admin-scopes';
export {
  CONSOLE_CALLBACK_PATH,
  CONSOLE_CLIENT_ID,
  CONSOLE_KEY_VARIABLE,
  CONSOLE_SCOPE,
  CONSOLE_SIGNED_OUT_PATH,
} from './console-client';
export { readHealthReport, type HealthReport } from './health-report';
