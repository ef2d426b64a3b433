'use client';

export function AccessTab() {
  return null;
}
