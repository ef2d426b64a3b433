'use client';

export function AdvancedTab() {
  return null;
}
