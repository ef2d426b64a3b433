/** How any part of a page opens the palette or the list of shortcuts. */
export const OPEN_PALETTE_EVENT = 'gatehouse:open-palette';
export const SHOW_SHORTCUTS_EVENT = 'gatehouse:show-shortcuts';

export function openPalette(): void {
  window.dispatchEvent(new Event(OPEN_PALETTE_EVENT));
}

export function showShortcuts(): void {
  window.dispatchEvent(new Event(SHOW_SHORTCUTS_EVENT));
}
