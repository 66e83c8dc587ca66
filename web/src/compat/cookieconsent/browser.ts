import { cookiesHere } from '../stored';

export function validCookie(name: string): boolean {
  return (cookiesHere().get(name) ?? '') !== '';
}

/** Expires the named cookies of this host, and of its domain. */
export function eraseCookies(
  wanted: string | RegExp | (string | RegExp)[],
  path = '/',
  domain = '',
): void {
  const is = (name: string) =>
    [wanted].flat().some((want) => (typeof want === 'string' ? want === name : want.test(name)));
  const domains = domain ? [domain] : ['', location.hostname, `.${location.hostname}`];
  for (const name of [...cookiesHere().keys()].filter(is)) {
    for (const place of domains) {
      const at = place && `; domain=${place}`;
      // biome-ignore lint/suspicious/noDocumentCookie: the other interface is not in every browser.
      document.cookie = `${name}=; path=${path}${at}; max-age=0`;
    }
  }
}

/** Resolves to whether it is there. */
export function loadScript(src: string, attributes: Record<string, string> = {}): Promise<boolean> {
  if (document.querySelector(`script[src="${CSS.escape(src)}"]`)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const script = document.createElement('script');
    for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
    script.onload = () => resolve(true);
    script.onerror = () => {
      script.remove();
      resolve(false);
    };
    script.src = src;
    document.head.append(script);
  });
}
