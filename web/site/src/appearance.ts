/** How the page looks; both are given to the style sheet on the root element. */

export function showTheme(theme: string | null): void {
  const { dataset } = document.documentElement;
  if (theme === 'light' || theme === 'dark') dataset['theme'] = theme;
  else delete dataset['theme'];
}

/** In per cent; 0 is as the browser has it. */
export function showTextSize(percent: number): void {
  const { style } = document.documentElement;
  if (percent > 0) style.setProperty('--text-scale', String(percent / 100));
  else style.removeProperty('--text-scale');
}
