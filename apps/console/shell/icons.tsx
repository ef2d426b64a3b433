import {
  IconActivity,
  IconAlertTriangle,
  IconApps,
  IconCertificate,
  IconDeviceDesktop,
  IconLayoutDashboard,
  IconListSearch,
  IconPlayerPlay,
  IconSettings,
  IconTicket,
  IconUsers,
  IconApi,
} from '@tabler/icons-react';

/** The icon of each page, by its address. */
export const PAGE_ICONS: Readonly<Record<string, typeof IconApps>> = {
  '/overview': IconLayoutDashboard,
  '/clients': IconApps,
  '/apis': IconApi,
  '/users': IconUsers,
  '/sessions': IconDeviceDesktop,
  '/tokens': IconTicket,
  '/audit': IconListSearch,
  '/errors': IconAlertTriangle,
  '/keys': IconCertificate,
  '/playground': IconPlayerPlay,
  '/settings': IconSettings,
};

export const FallbackIcon = IconActivity;
