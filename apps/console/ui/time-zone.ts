/** Whether times are shown in the admin's own zone or in UTC; kept in a cookie like the theme. */
const COOKIE = 'gh_zone';
export const TIME_ZONE_EVENT = 'gatehouse:time-zone';

export function readTimeZoneChoice(): 'local' | 'utc' {
  return /(?:^|; )gh_zone=utc/.test(document.cookie) ? 'utc' : 'local';
}

export function chooseTimeZone(zone: 'local' | 'utc'): void {
  document.cookie = `${COOKIE}=${zone}; Path=/; SameSite=Lax; Max-Age=31536000`;
  window.dispatchEvent(new Event(TIME_ZONE_EVENT));
}
