'use client';
/** Pages whose code is loaded beside their data: what surrounds them, and what they are about, comes first anyway. */
import dynamic from 'next/dynamic';
import { BlockSkeleton } from '../../ui/states';

const loading = () => <BlockSkeleton height={320} />;

export const AccessTab = dynamic(
  () => import('../../features/client-detail/access/access-tab').then((part) => part.AccessTab),
  { loading },
);
export const ActivityTab = dynamic(
  () => import('../../features/client-activity/activity-tab').then((part) => part.ActivityTab),
  { loading },
);
export const CredentialsTab = dynamic(
  () => import('../../features/client-credentials/credentials-tab').then((part) => part.CredentialsTab),
  { loading },
);
export const SecurityTab = dynamic(
  () => import('../../features/client-security/security-tab').then((part) => part.SecurityTab),
  { loading },
);
export const UserActivity = dynamic(
  () => import('../../features/users/user-activity').then((part) => part.UserActivity),
  { loading },
);
export const ConnectedClients = dynamic(
  () => import('../../features/users/connected-clients').then((part) => part.ConnectedClients),
  { loading },
);
export const UserProfile = dynamic(() => import('../../features/users/user-profile').then((part) => part.UserProfile), {
  loading,
});
export const UserSessions = dynamic(
  () => import('../../features/users/user-sessions').then((part) => part.UserSessions),
  { loading },
);
export const ApiClients = dynamic(() => import('../../features/apis/api-clients').then((part) => part.ApiClients), {
  loading,
});
export const ApiSettings = dynamic(() => import('../../features/apis/api-settings').then((part) => part.ApiSettings), {
  loading,
});
export const ImportScopes = dynamic(
  () => import('../../features/apis/import-scopes').then((part) => part.ImportScopes),
  { loading },
);
export const AuditPage = dynamic(() => import('../../features/audit/audit-page').then((part) => part.AuditPage), {
  loading,
});
export const NewApi = dynamic(() => import('../../features/apis/new-api').then((part) => part.NewApi), { loading });
export const NewUser = dynamic(() => import('../../features/users/new-user').then((part) => part.NewUser), { loading });
export const Playground = dynamic(
  () => import('../../features/playground/playground').then((part) => part.Playground),
  { loading },
);
