import './page';
import type { Figure, FigurePart } from '../../src/shared/aggregate';
import type { Carrel } from '../../src/shared/types';
import { all, element } from './dom';
import { withEngine } from './engine';
import { cellName, duration, partName } from './figure-words';
import { texts } from './texts';

const { figures: said } = texts;

withEngine(async (carrel) => {
  const aggregate = await carrel.aggregate();
  const show = () => {
    for (const place of all('[data-figures]', HTMLElement)) {
      const course = place.dataset['figures'] ?? '';
      const figures = isNoted(carrel, course) ? aggregate.figures(course) : [];
      const shown = figures.map(section);
      place.replaceChildren(...(shown.length > 0 ? shown : [element('p', {}, said.off)]));
    }
  };
  show();
  for (const event of ['change', 'decision']) carrel.addEventListener(event, show);
});

/** What a course shows is the learner's; what the site shows needs consent to answers. */
const isNoted = (carrel: Carrel, course: string): boolean =>
  carrel.allowed(course ? 'functional' : 'analytics');

function section(figure: Figure): HTMLElement {
  const { metric, course, title, why } = figure;
  const id = `figure-${course}-${metric}`;
  const rows = figure.parts.filter((part) => part.amount > 0 || part.marked.length > 0);
  return element(
    'section',
    { class: 'figure', 'aria-labelledby': id },
    element('h3', { id }, title),
    element('p', { class: 'small' }, why),
    rows.length > 0 ? table(figure, rows, id) : element('p', { class: 'empty' }, said.none),
  );
}

function table(figure: Figure, rows: FigurePart[], id: string): HTMLElement {
  const head = [said.what, said.noted].map((text) => element('th', { scope: 'col' }, text));
  return element(
    'table',
    { 'aria-labelledby': id },
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows.map((part) => row(figure, part))),
  );
}

function row(figure: Figure, part: FigurePart): HTMLElement {
  const { text, share } = noted(figure, part);
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, partName(figure, part)),
    element('td', {}, text, ...(share === null ? [] : [bar(share)])),
  );
}

/** In words and, where there is a whole, as a share of it. */
function noted(figure: Figure, part: FigurePart): { text: string; share: number | null } {
  const { encoding, cells, buckets } = figure;
  if (encoding === 'sum') {
    return { text: duration(part.amount), share: part.amount / (buckets.at(-1) ?? 1) };
  }
  const last = part.marked.at(-1);
  if (encoding === 'last' && last) {
    return {
      text: cellName(figure, last),
      share: figure.metric === 'drop_off' ? last.cell / cells : null,
    };
  }
  return { text: part.marked.map((mark) => cellName(figure, mark)).join(', '), share: null };
}

/** The text beside it says the same. */
const bar = (share: number): HTMLElement =>
  element('meter', { value: String(Math.min(1, share)), 'aria-hidden': 'true' });
