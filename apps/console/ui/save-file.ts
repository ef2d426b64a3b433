/** Hands a text to the browser's downloads. It goes to the admin's own computer and nowhere else. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[^\w.-]/g, '_');
  link.click();
  URL.revokeObjectURL(url);
}
