/** `left=right` of each word of an attribute; a word without the sign has no right side. */
export function pairs(text: string): [left: string, right: string | undefined][] {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  return words.map((word) => {
    const [left = '', right] = word.split(/=(.*)/s);
    return [left, right];
  });
}
