import { sha256 } from '../shared/sha256';

/** Hash of the texts under `root`, in document order, joined by line feeds. */
export function shownTextsHash(root: Node): Promise<string> {
  const texts: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim();
    if (text) texts.push(text);
  }
  return textsHash(texts);
}

export function textsHash(texts: readonly string[]): Promise<string> {
  return sha256(new TextEncoder().encode(texts.join('\n')));
}
