import { element } from '../dom';

/** Lets the browser keep these bytes as a file. */
export function download(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  element('a', { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
