import { element } from '../dom';
import { filled } from '../texts';
import { interval, number, percent } from './format';
import { say } from './say';
import { isTold } from './statistics';
import type { Mark, Plot } from './views/view';

interface Column {
  head: string;
  cell(mark: Mark): string;
  kind: 'number' | 'why';
}

const COLUMNS: Column[] = [
  {
    head: say.estimate,
    cell: ({ shown }) => (shown === null ? '' : percent(shown)),
    kind: 'number',
  },
  {
    head: say.interval,
    cell: ({ shown, estimate }) => (shown === null || !estimate ? '' : interval(estimate)),
    kind: 'number',
  },
  { head: say.learners, cell: ({ learners }) => number(learners), kind: 'number' },
];

const TRUTH: Column = {
  head: say.truth,
  cell: ({ truth }) => (truth === null ? '' : percent(truth)),
  kind: 'number',
};

const REMARK: Column = { head: say.remark, cell: remark, kind: 'why' };

function remark({ withheld, estimate, learners, needed }: Mark): string {
  if (withheld)
    return filled(say.notEnough, { learners: number(learners), needed: number(needed) });
  if (!estimate) return say.unsaid;
  return isTold(estimate) ? '' : say.untold;
}

/** The numbers of a plot. */
export function tableOf({ title, head, marks, extra }: Plot): HTMLElement {
  const columns = [
    ...COLUMNS,
    ...(marks.some(({ truth }) => truth !== null) ? [TRUTH] : []),
    ...(extra
      ? [{ head: extra, cell: (mark: Mark) => mark.extra ?? '', kind: 'number' } as const]
      : []),
    ...(marks.some((mark) => remark(mark)) ? [REMARK] : []),
  ];
  const heads = columns.map((it) => element('th', { scope: 'col', class: it.kind }, it.head));
  const rows = marks.map((mark) => {
    const cells = columns.map((it) =>
      element('td', { class: it.kind, 'data-label': it.head }, it.cell(mark)),
    );
    return element('tr', {}, element('th', { scope: 'row' }, mark.full), ...cells);
  });
  const first = element('tr', {}, element('th', { scope: 'col' }, head), ...heads);
  return element(
    'table',
    {},
    element('caption', {}, title),
    element('thead', {}, first),
    element('tbody', {}, ...rows),
  );
}
