'use client';
/** Saved views in this browser's storage. What is read from there may be anything. */
import type { AuditFilters } from './audit-api';
import { AUDIT_FIELDS } from './audit-filters';

export interface SavedView {
  readonly name: string;
  readonly filters: AuditFilters;
}

const KEY = 'gatehouse.audit-views';
const CHANGED = 'gatehouse:audit-views';
const MOST = 30;
const NAMES = new Set(AUDIT_FIELDS.map(({ name }) => name));

let readText: string | null = null;
let readResult: readonly SavedView[] = [];

/** The same list until it changes, as React asks for. */
export function readViews(): readonly SavedView[] {
  const text = storedText();
  if (text === readText) return readResult;
  readText = text;
  readResult = viewsIn(text);
  return readResult;
}

function storedText(): string | null {
  try {
    return window.localStorage.getItem(KEY);
  } catch {
    // Storage may be forbidden: then nothing is kept.
    return null;
  }
}

function viewsIn(text: string | null): readonly SavedView[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.filter(isView).slice(0, MOST);
  } catch {
    return [];
  }
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('filters' in value)) return false;
  const { name, filters } = value;
  if (typeof name !== 'string' || typeof filters !== 'object' || filters === null) return false;
  return Object.entries(filters).every(([filter, text]) => NAMES.has(filter) && typeof text === 'string');
}

function write(views: readonly SavedView[]): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(views));
  } catch {
    // Nothing is kept then; the address of the page still holds it.
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** One of the same name is replaced. */
export function keepView(view: SavedView): void {
  write([...readViews().filter(({ name }) => name !== view.name), view]);
}

export function forgetView(name: string): void {
  write(readViews().filter((view) => view.name !== name));
}

export function subscribeToViews(changed: () => void): () => void {
  window.addEventListener(CHANGED, changed);
  window.addEventListener('storage', changed);
  return () => {
    window.removeEventListener(CHANGED, changed);
    window.removeEventListener('storage', changed);
  };
}
