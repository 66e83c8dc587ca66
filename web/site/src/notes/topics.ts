/** The policy's topics, by how their words begin in either language, without accents. */
const TOPICS: Record<string, string[]> = {
  privacy: ['priva', 'datenschutz'],
  consent: ['consent', 'einwillig', 'zustimm', 'cookie'],
  anonymity: ['anonym', 'pseudonym'],
  maps: ['map', 'karte', 'landkarte', 'geograph', 'projection', 'projektion'],
  statistics: ['statisti', 'number', 'zahl', 'average', 'mittelwert', 'risk', 'risiko', 'poll'],
  soil: ['soil', 'boden', 'earth', 'erde', 'erosion', 'humus'],
  climate: ['climat', 'klima', 'carbon', 'kohlenstoff'],
  writing: ['alphabet', 'writ', 'schreib', 'schrift', 'letter', 'buchstabe', 'vowel', 'vokal'],
  printing: ['print', 'druck', 'typograph', 'font'],
  music: ['music', 'musik', 'instrument', 'violin', 'geige', 'flute', 'flote'],
  sound: ['sound', 'klang', 'schall', 'akusti', 'acousti', 'string', 'saite'],
  proof: ['proof', 'prove', 'beweis', 'induction', 'induktion', 'prime', 'primzahl'],
  logic: ['logic', 'logik', 'mathemati', 'math'],
  software: ['software', 'program', 'comput', 'code', 'design', 'entwurf'],
};

const SHORTEST = 3;

/** In lower case, without accents; words of which nothing can be made are left out. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST);

/** What a search came to: `other` where it is none of the topics, nothing where it says nothing. */
export function topicsOf(text: string): string[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const found = Object.entries(TOPICS)
    .filter(([, stems]) => stems.some((stem) => words.some((word) => word.startsWith(stem))))
    .map(([topic]) => topic);
  return found.length > 0 ? found : ['other'];
}
