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
export { readHealthReport, type HealthReport } from './health-report';
