import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type Scale,
  Tooltip,
  type TooltipItem,
} from 'chart.js';
import { errorBars } from './error-bars';
import { percent } from './format';
import { followPalette, type Palette, palette } from './palette';
import { isTold } from './statistics';
import { inWords, type Mark, type Plot, topOf } from './views/view';

Chart.register(BarController, BarElement, LineController, LineElement, PointElement);
Chart.register(CategoryScale, LinearScale, Tooltip);

const drawn = new Map<HTMLCanvasElement, { chart: Chart; plot: Plot }>();
const drawAgain = () => {
  for (const [canvas, { plot }] of [...drawn]) draw(canvas, plot);
};
followPalette(drawAgain);
document.fonts.addEventListener('loadingdone', drawAgain);

/** Pixels, below which long names leave no room for the marks. */
const NARROW = 480;

const cut = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

/** Draws a plot, in the place of the one that was there. */
export function draw(canvas: HTMLCanvasElement, plot: Plot): void {
  drawn.get(canvas)?.chart.destroy();
  drawn.set(canvas, {
    chart: new Chart(canvas, configured(plot, palette())),
    plot,
  });
}

export function forgetCharts(): void {
  for (const { chart } of drawn.values()) chart.destroy();
  drawn.clear();
}

const told = ({ estimate }: Mark) => estimate !== null && isTold(estimate);

function configured(
  { form, marks, top = topOf(marks) }: Plot,
  colors: Palette,
): ChartConfiguration {
  const shown = form === 'rows' ? marks.filter(({ withheld }) => !withheld) : marks;
  const flat = form === 'rows';
  const line = form === 'line';
  const size = { family: colors.font, size: 13 };
  const values = {
    beginAtZero: true,
    suggestedMax: top,
    grid: { color: colors.line },
    border: { display: false },
    ticks: {
      color: colors.soft,
      font: size,
      maxTicksLimit: 6,
      callback: (value: number | string) => percent(Number(value)),
    },
  };
  const names = {
    grid: { display: false },
    border: { color: colors.line },
    ticks: {
      color: colors.ink,
      font: size,
      autoSkip: !flat,
      maxRotation: 60,
      callback(this: Scale, _: number | string, i: number) {
        return cut(shown[i]?.short ?? '', this.chart.width < NARROW ? 14 : 40);
      },
    },
  };
  return {
    type: line ? 'line' : 'bar',
    data: {
      labels: shown.map(({ short }) => short),
      datasets: [line ? points(shown, colors) : bars(shown, colors, form === 'strip')],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: flat ? 'y' : 'x',
      layout: { padding: { top: 8, right: 8 } },
      scales: flat ? { x: values, y: names } : { x: names, y: values },
      plugins: {
        tooltip: {
          callbacks: {
            title: ([item]: TooltipItem<'bar' | 'line'>[]) => shown[item?.dataIndex ?? -1]?.full,
            label: ({ dataIndex }) =>
              inWords(shown[dataIndex] ?? { estimate: null, shown: null, truth: null }),
          },
        },
      },
    },
    plugins: [errorBars(shown, colors)],
  };
}

/** Hollow where the estimate cannot be told from zero. */
function bars(marks: Mark[], { mark, soft }: Palette, touching: boolean) {
  return {
    data: marks.map(({ shown }) => shown),
    backgroundColor: marks.map((it) => (told(it) ? mark : 'transparent')),
    borderColor: marks.map((it) => (told(it) ? mark : soft)),
    borderWidth: 1,
    ...(touching ? { categoryPercentage: 1, barPercentage: 0.9 } : { maxBarThickness: 44 }),
  };
}

function points(marks: Mark[], { mark, soft }: Palette) {
  return {
    data: marks.map(({ shown }) => shown),
    borderColor: mark,
    borderWidth: 2,
    pointRadius: 4,
    pointBackgroundColor: marks.map((it) => (told(it) ? mark : 'transparent')),
    pointBorderColor: marks.map((it) => (told(it) ? mark : soft)),
  };
}
