import type { Chart, Plugin } from 'chart.js';
import { ends } from './format';
import type { Palette } from './palette';
import type { Mark } from './views/view';

const CAP = 4;
const DIAMOND = 5;

type Point = [x: number, y: number];

/** Draws the 95 % interval of each mark and, in a simulation, the truth as a diamond. */
export function errorBars(marks: Mark[], colors: Palette): Plugin {
  return {
    id: 'errorBars',
    afterDatasetsDraw(chart) {
      for (const [i, mark] of marks.entries()) {
        if (mark.shown !== null && mark.estimate) bar(chart, i, ends(mark.estimate), colors);
        if (mark.truth !== null) diamond(chart, i, mark.truth, colors);
      }
    },
  };
}

/** Where a share of the i-th mark is drawn. */
function place(chart: Chart, i: number, share: number): Point {
  const element = chart.getDatasetMeta(0).data[i];
  const { x = 0, y = 0 } = element?.getProps(['x', 'y'], true) ?? {};
  const { scales } = chart;
  return chart.options.indexAxis === 'y'
    ? [scales['x']?.getPixelForValue(share) ?? 0, y]
    : [x, scales['y']?.getPixelForValue(share) ?? 0];
}

function bar(chart: Chart, i: number, [low, high]: [number, number], colors: Palette): void {
  if (low === high) return;
  const from = place(chart, i, low);
  const to = place(chart, i, high);
  const flat = chart.options.indexAxis === 'y';
  const cap = ([x, y]: Point): [Point, Point] =>
    flat
      ? [
          [x, y - CAP],
          [x, y + CAP],
        ]
      : [
          [x - CAP, y],
          [x + CAP, y],
        ];
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = colors.ink;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (const [a, b] of [[from, to] as const, cap(from), cap(to)]) {
    ctx.moveTo(...a);
    ctx.lineTo(...b);
  }
  ctx.stroke();
  ctx.restore();
}

function diamond(chart: Chart, i: number, share: number, colors: Palette): void {
  const [x, y] = place(chart, i, share);
  const { ctx } = chart;
  ctx.save();
  ctx.fillStyle = colors.truth;
  ctx.strokeStyle = colors.ink;
  ctx.beginPath();
  ctx.moveTo(x, y - DIAMOND);
  ctx.lineTo(x + DIAMOND, y);
  ctx.lineTo(x, y + DIAMOND);
  ctx.lineTo(x - DIAMOND, y);
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}
