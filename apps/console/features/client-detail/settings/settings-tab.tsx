'use client';

export function SettingsTab() {
  return null;
}
