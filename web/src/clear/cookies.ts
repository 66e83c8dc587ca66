import { isNamed } from './services';

const MOST_PATHS = 200;

/** Names of the cookies that this document can see. */
function seen(): string[] {
  return document.cookie.split('; ').map((pair) => pair.split('=')[0] ?? '');
}

export function cookies(names: readonly string[]): string[] {
  return [...new Set(seen().filter((name) => isNamed(names, name)))];
}

/**
 * Expires the named cookies on every path that this page knows of, and every domain that it may
 * write for. A cookie of another path cannot be seen, so its name has to be known in full.
 */
export function expireCookies(names: readonly string[]): void {
  const exact = names.filter((name) => !name.endsWith('*'));
  const places = domains().flatMap((domain) => paths().map((path) => `${domain};path=${path}`));
  for (const name of new Set([...exact, ...cookies(names)])) {
    for (const place of places) {
      const gone = `${name}=;max-age=0${place}`;
      // biome-ignore lint/suspicious/noDocumentCookie: the other interface cannot name every place.
      document.cookie = gone;
      // biome-ignore lint/suspicious/noDocumentCookie: as above; one that is partitioned is another.
      document.cookie = `${gone};secure;partitioned`;
    }
  }
}

/** Of this host alone, and of each domain that it belongs to. */
function domains(): string[] {
  const labels = location.hostname.split('.');
  return ['', ...labels.map((_, i) => `;domain=${labels.slice(i).join('.')}`)];
}

/** The folders and files above what this page is, links to, has loaded, or came from. */
function paths(): string[] {
  const known = [
    location.href,
    document.referrer,
    ...Array.from(document.links, (link) => link.href),
    ...performance.getEntriesByType('resource').map((entry) => entry.name),
  ];
  const all = new Set<string>();
  for (const address of known) {
    if (!URL.canParse(address)) continue;
    const { origin, pathname } = new URL(address);
    if (origin !== location.origin) continue;
    for (const path of above(pathname)) all.add(path);
  }
  return [...all].slice(0, MOST_PATHS);
}

/** `/a/b` is below `/`, `/a` and `/a/`. */
function above(path: string): string[] {
  const ends = [...path.matchAll(/\//g)].map(({ index }) => index);
  const folders = ends.flatMap((end) => [path.slice(0, end + 1), path.slice(0, end)]);
  return [...folders, path].filter(Boolean);
}
