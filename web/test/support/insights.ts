import { readFileSync } from 'node:fs';
import { readContents } from '../../build/content.mjs';
import { Answers } from '../../site/src/insights/answers';
import type { Context, Metric } from '../../site/src/insights/context';
import type { Cell, Figure } from '../../site/src/insights/document';
import { Labels } from '../../site/src/insights/labels';
import { view } from '../../site/src/insights/views';
import type { View } from '../../site/src/insights/views/view';
import { pages } from '../../site/templates';
import { METRICS } from './released';

const text = readFileSync('shared/policies/demo.json', 'utf8');

const target = { local: false, policy: { text, hash: '0'.repeat(64) }, platforms: [] };
export const PAGES = pages(readContents(), target);

/** What the page itself gives to its script. */
export const CONTEXT: Context = (() => {
  const html = PAGES.find(({ path }) => path === 'en/insights.html')?.html ?? '';
  const [, json = '{}'] = /id="insights-context">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(json);
})();

export function metric(key: string): Metric {
  const found = METRICS.find((it) => it.key === key);
  if (!found) throw new Error(`no metric ${key}`);
  return found;
}

const ppm = (share: number) => Math.round(share * 1_000_000);

/** An answer of these shares, each true to within `half`; withheld where there are none. */
export function figure(
  key: string,
  course: string,
  part: number,
  shares: readonly number[] | null,
  half = 0.01,
): Figure {
  const cells = shares?.map(
    (share): Cell => ({
      estimate_ppm: ppm(share),
      low_ppm: ppm(share - half),
      high_ppm: ppm(share + half),
      share_ppm: ppm(Math.max(0, share)),
    }),
  );
  return {
    ...{ metric: key, course, part, parts: 1, symbols: shares?.length ?? 2, size: 1 },
    ...{ mechanism: 'subset_selection', odds: [7, 1], epsilon_micro: 1945910 },
    ...{ learners: shares ? 10_000 : 12, needed: 385, min_batch: 100, half_width_ppm: ppm(half) },
    ...(cells && { cells }),
  };
}

/** What is shown of these figures under a question. */
export function shown(question: string, key: string, figures: Figure[], course = ''): View {
  const answers = new Answers({ epoch: 0, figures });
  const courses = [...new Set(figures.map((it) => it.course))];
  return view(question, {
    answers: courses.flatMap((it) => answers.of(key, it)),
    labels: new Labels(CONTEXT, metric(key), course),
    context: CONTEXT,
  });
}
