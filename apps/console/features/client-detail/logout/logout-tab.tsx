'use client';

export function LogoutTab() {
  return null;
}
