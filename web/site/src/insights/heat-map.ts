import { element } from '../dom';
import { percent } from './format';
import { say } from './say';
import { isTold } from './statistics';
import type { Mark, Plot } from './views/view';

const LEVELS = 5;

/** A square grid, row by row; each field by its class says how much, and in words too. */
export function heatMap({ marks }: Plot): HTMLElement {
  const side = Math.round(Math.sqrt(marks.length));
  const places = Array.from({ length: side }, (_, i) => i);
  const highest = Math.max(...marks.map(({ shown }) => shown ?? 0));
  const { row, column } = say.plots.clicks;
  const head = (scope: string, name: string, i: number) =>
    element('th', { scope, 'aria-label': `${name} ${i + 1}` }, String(i + 1));
  const rows = places.map((y) => {
    const cells = places.map((x) => field(marks[y * side + x], highest));
    return element('tr', {}, head('row', row, y), ...cells);
  });
  const heads = places.map((x) => head('col', column, x));
  return element(
    'table',
    { class: 'heat' },
    element('caption', {}, say.heat.none),
    element('thead', {}, element('tr', {}, element('td'), ...heads)),
    element('tbody', {}, ...rows),
  );
}

function field(mark: Mark | undefined, highest: number): HTMLElement {
  const { estimate, shown, full = '' } = mark ?? { estimate: null, shown: null };
  if (!estimate || !shown || !isTold(estimate)) return element('td', { title: full });
  const level = Math.max(1, Math.ceil((shown / highest) * LEVELS));
  return element('td', { 'data-level': String(level), title: full }, percent(shown));
}
