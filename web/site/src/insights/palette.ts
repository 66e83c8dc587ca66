/** Colours of plots, from the style sheet: canvases do not take them by themselves. */
export interface Palette {
  mark: string;
  ink: string;
  soft: string;
  line: string;
  truth: string;
  font: string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(`--plot-${name}`);
  return {
    mark: color('mark'),
    ink: color('ink'),
    soft: color('soft'),
    line: color('line'),
    truth: color('truth'),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** Calls `changed` whenever the page may have got other colours. */
export function followPalette(changed: () => void): void {
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)'])
    matchMedia(query).addEventListener('change', changed);
  const looks = { attributes: true, attributeFilter: ['data-theme', 'style'] };
  new MutationObserver(changed).observe(document.documentElement, looks);
}
