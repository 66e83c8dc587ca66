const GATING = new Set(['type', 'data-src', 'data-type', 'nonce']);

/** Replaces an inert script by a live one; resolves when the next classic script may follow. */
export function run(inert: HTMLScriptElement): Promise<void> {
  const live = document.createElement('script');
  for (const { name, value } of inert.attributes) {
    if (!GATING.has(name)) live.setAttribute(name, value);
  }
  const { src, type } = inert.dataset;
  if (inert.nonce) live.nonce = inert.nonce;
  live.async = inert.hasAttribute('async');
  if (type) live.type = type;
  if (src) live.src = src;
  else live.text = inert.text;
  const awaited = src && !live.async && type !== 'module';
  const done = new Promise<void>((resolve) => {
    live.onload = () => resolve();
    live.onerror = () => resolve();
    if (!awaited) resolve();
  });
  inert.replaceWith(live);
  return done;
}
