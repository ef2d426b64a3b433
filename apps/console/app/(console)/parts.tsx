'use client';
/** Pages whose code is loaded beside their data: what surrounds them, and what they are about, comes first anyway. */
import dynamic from 'next/dynamic';
import { BlockSkeleton } from '../../ui/states';

// What can be seen can be used: nothing is shown before its code is there.
const loading = () => <BlockSkeleton height={320} />;

export const AccessTab = dynamic(
  () => import('../../features/client-detail/access/access-tab').then((part) => part.AccessTab),
  { loading, ssr: false },
);
export const ActivityTab = dynamic(
  () => import('../../features/client-activity/activity-tab').then((part) => part.ActivityTab),
  { loading, ssr: false },
);
export const CredentialsTab = dynamic(
  () => import('../../features/client-credentials/credentials-tab').then((part) => part.CredentialsTab),
  { loading, ssr: false },
);
export const SecurityTab = dynamic(
  () => import('../../features/client-security/security-tab').then((part) => part.SecurityTab),
  { loading, ssr: false },
);
export const UserActivity = dynamic(
  () => import('../../features/users/user-activity').then((part) => part.UserActivity),
  { loading, ssr: false },
);
export const ConnectedClients = dynamic(
  () => import('../../features/users/connected-clients').then((part) => part.ConnectedClients),
  { loading, ssr: false },
);
export const UserProfile = dynamic(() => import('../../features/users/user-profile').then((part) => part.UserProfile), {
  loading,
  ssr: false,
});
export const UserSessions = dynamic(
  () => import('../../features/users/user-sessions').then((part) => part.UserSessions),
  { loading, ssr: false },
);
export const ApiClients = dynamic(() => import('../../features/apis/api-clients').then((part) => part.ApiClients), {
  loading,
  ssr: false,
});
export const ApiSettings = dynamic(() => import('../../features/apis/api-settings').then((part) => part.ApiSettings), {
  loading,
  ssr: false,
});
export const ImportScopes = dynamic(
  () => import('../../features/apis/import-scopes').then((part) => part.ImportScopes),
  { loading, ssr: false },
);
export const AuditPage = dynamic(() => import('../../features/audit/audit-page').then((part) => part.AuditPage), {
  loading,
  ssr: false,
});
export const NewApi = dynamic(() => import('../../features/apis/new-api').then((part) => part.NewApi), {
  loading,
  ssr: false,
});
export const NewUser = dynamic(() => import('../../features/users/new-user').then((part) => part.NewUser), {
  loading,
  ssr: false,
});
export const Playground = dynamic(
  () => import('../../features/playground/playground').then((part) => part.Playground),
  { loading, ssr: false },
);
