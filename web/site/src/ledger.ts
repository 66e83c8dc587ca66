import { byId, element } from './dom';

export interface Column<Row> {
  title: string;
  cell(row: Row): string | Node;
  kind?: 'number' | 'why';
}

/** Shows rows as a table, or a sentence where there are none. The first column heads its row. */
export function showLedger<Row>(
  id: string,
  columns: Column<Row>[],
  rows: Row[],
  none: string,
): void {
  const place = byId(id, HTMLElement);
  if (rows.length === 0) {
    place.replaceChildren(element('p', { class: 'empty' }, none));
    return;
  }
  const heads = columns.map(({ title, kind }) =>
    element('th', { scope: 'col', class: kind ?? '' }, title),
  );
  const body = rows.map((row) =>
    element('tr', {}, ...columns.map((column, i) => cell(column, row, i === 0))),
  );
  const head = element('thead', {}, element('tr', {}, ...heads));
  place.replaceChildren(element('table', {}, head, element('tbody', {}, ...body)));
}

function cell<Row>({ title, kind, cell }: Column<Row>, row: Row, first: boolean): HTMLElement {
  if (first) return element('th', { scope: 'row' }, cell(row));
  return element('td', { 'data-label': title, class: kind ?? '' }, cell(row));
}
