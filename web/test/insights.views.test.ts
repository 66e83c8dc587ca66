import { describe, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
});

import { Answers } from '../site/src/insights/answers';
import { wordsOf } from '../site/src/insights/context';
import { Labels } from '../site/src/insights/labels';
import { view } from '../site/src/insights/views';
import { CONTEXT, figure, metric, PAGES, shown } from './support/insights';
import { METRICS, released } from './support/released';

const privacy = (key: string, ...parts: (number[] | null)[]) =>
  parts.map((shares, part) => figure(key, 'privacy', part, shares));
const site = (key: string, ...parts: (number[] | null)[]) =>
  parts.map((shares, part) => figure(key, '', part, shares));

/** So many shares, with those that are named. */
const shares = (count: number, named: Record<number, number>) => {
  const rest = 1 - Object.values(named).reduce((sum, share) => sum + share, 0);
  return Array.from({ length: count }, (_, i) => named[i] ?? (i === 0 ? rest : 0));
};

const marks = (question: string, key: string, figures: ReturnType<typeof figure>[], plot = 0) =>
  shown(question, key, figures, figures[0]?.course).plots[plot]?.marks ?? [];

test('there is a place for every question that analytics have to answer', () => {
  const facts = METRICS.flatMap((it) => it.facts);
  for (let n = 301; n <= 312; n++) expect(facts).toContain(`D${n}`);
  for (const language of ['en', 'de']) {
    const html = PAGES.find(({ path }) => path === `${language}/insights.html`)?.html ?? '';
    const asked = [...html.matchAll(/data-question="(\w+)"/g)].map(([, question]) => question);
    expect(asked.sort()).toEqual([...METRICS.map(({ key }) => key), 'completion'].sort());
  }
});

test('every part and symbol of every metric has a name, and no two of one metric have the same', () => {
  for (const it of METRICS)
    for (const course of it.courses?.map(({ key }) => key) ?? ['']) {
      const labels = new Labels(CONTEXT, it, course);
      const { parts, cells } = wordsOf(it, course);
      const count = (words: typeof parts) => (typeof words === 'number' ? words : words.length);
      const symbols = Array.from({ length: count(cells) + 1 }, (_, i) => labels.symbol(i).full);
      const named = Array.from({ length: count(parts) }, (_, i) => labels.part(i).full);
      expect(new Set(symbols).size, it.key).toBe(symbols.length);
      expect(new Set(named).size, it.key).toBe(named.length);
      expect([...symbols, ...named].join(), it.key).not.toMatch(/undefined|NaN|\{|\w_\w/);
    }
});

describe('labels', () => {
  test.each([
    ['time_on_task', 0, 'under 15 s'],
    ['time_on_task', 1, '15 s to 30 s'],
    ['time_on_task', 3, '1 min to 2 min'],
    ['time_on_task', 9, '1 h and more'],
    ['rewatched', 1, '0:00 – 0:04'],
    ['rewatched', 40, '2:40 – 2:45'],
    ['session_hour', 24, '23:00 to 00:00'],
    ['click_cell', 11, 'row 2, column 1'],
    ['drop_off', 3, 'Thirty questions'],
    ['drop_off', 5, 'Completed'],
  ])('%s, symbol %d: %s', (key, symbol, full) => {
    const course = metric(key).unit === 'course' ? 'privacy' : '';
    const label = new Labels(CONTEXT, metric(key), course).symbol(symbol);
    expect(label.full.replaceAll('\u00a0', ' ')).toBe(full);
  });

  test('a unit of an outlined course has its title', () => {
    const labels = new Labels(CONTEXT, metric('drop_off'), 'maps');
    expect(labels.symbol(2)).toEqual({
      full: 'Unit 2: Scale, selection and silence',
      short: 'Unit 2',
    });
  });
});

describe('how far learners get', () => {
  const [one] = privacy('drop_off', [0.1, 0.1, 0.1, 0.5, 0.05, 0.15]);
  const figures = one ? [one] : [];

  test('is what is left beyond each lesson', () => {
    const left = marks('drop_off', 'drop_off', figures).map((it) => it.shown);
    for (const [i, share] of [1, 0.9, 0.8, 0.7, 0.2, 0.15].entries())
      expect(left[i]).toBeCloseTo(share, 6);
  });

  test('names the lesson at which most of those stop who begin', () => {
    const { finding } = shown('drop_off', 'drop_off', figures, 'privacy');
    expect(finding).toMatch(/^15\u00a0% .*66\.7\u00a0% .* stop at “Thirty questions”\.$/);
  });

  test('one course is told from another by the interval of their difference', () => {
    const all = [
      ...figures,
      figure('drop_off', 'maps', 0, shares(7, { 6: 0.25 })),
      figure('drop_off', 'soil', 0, shares(7, { 6: 0.16 })),
      figure('drop_off', 'proof', 0, null),
    ];
    const { finding, plots } = shown('completion', 'drop_off', all, 'privacy');
    expect(finding).toContain('“Reading maps critically” is completed more often');
    expect(finding).toContain('by 10 points, between 8.6 and 11.4');
    expect(plots[0]?.marks.map(({ extra }) => extra)).toEqual([
      undefined,
      '+10 (8.6 – 11.4)',
      '+1 (-0.4 – 2.4)',
      undefined,
    ]);
    const near = all.filter(({ course }) => course !== 'maps');
    expect(shown('completion', 'drop_off', near, 'privacy').finding).toContain('No course differs');
  });
});

test('questions are in the order of failure, those withheld at the end', () => {
  const figures = privacy('question_failed', [0.9, 0.1], [0.3, 0.7], null, [0.6, 0.4]);
  const order = marks('question_failed', 'question_failed', figures);
  expect(order.map(({ short }) => short)).toEqual([2, 4, 1, 3].map((n) => `Question ${n}`));
  expect(order.at(-1)).toMatchObject({ withheld: true, shown: null, learners: 12, needed: 385 });
  const { finding } = shown('question_failed', 'question_failed', figures, 'privacy');
  expect(finding).toMatch(/^“Question 2: .*” is failed most: by 70\u00a0%/);
});

test('the median time is of those who stayed', () => {
  const figures = privacy('time_on_task', shares(10, { 3: 0.1, 4: 0.15, 7: 0.05 }));
  const { finding } = shown('time_on_task', 'time_on_task', figures, 'privacy');
  expect(finding).toContain('Reading 2\u00a0min to 4\u00a0min');
});

describe('two arms', () => {
  test.each([
    [
      'one is better',
      [0, 0.2, 0.3, 0.3, 0.2],
      '“Bullets” stay in mind more often than “Paragraphs”',
    ],
    [
      'the other is',
      [0, 0.3, 0.2, 0.2, 0.3],
      '“Paragraphs” stay in mind more often than “Bullets”',
    ],
    ['neither can be told to be', [0, 0.25, 0.25, 0.248, 0.252], 'cannot be told apart'],
    ['hardly anyone took part', [0.98, 0.005, 0.005, 0.005, 0.005], 'cannot be compared yet'],
  ])('%s', (_, of, said) => {
    const { finding, plots } = shown('retention', 'retention', privacy('retention', of), 'privacy');
    expect(finding).toContain(said);
    const [a, b] = plots[0]?.marks ?? [];
    if (!said.includes('yet')) {
      expect(a?.shown).toBeCloseTo((of[2] ?? 0) / ((of[1] ?? 0) + (of[2] ?? 0)), 6);
      expect(b?.shown).toBeCloseTo((of[4] ?? 0) / ((of[3] ?? 0) + (of[4] ?? 0)), 6);
    }
  });

  test('enrolment is given up more often on phones', () => {
    const figures = site('enrolment', [0.4, 0.15, 0.05, 0.05, 0.05, 0.1, 0.2]);
    const { finding } = shown('enrolment', 'enrolment', figures);
    expect(finding).toContain('Phone: 75\u00a0%');
    expect(finding).toContain('“Phone”: given up more often than “Desk computer”');
  });
});

test('timings are of one device among itself, with their quantiles', () => {
  const figures = site('timing', shares(25, { 1: 0.05, 3: 0.1, 5: 0.04, 6: 0.01, 17: 0.3 }));
  const { plots } = shown('timing', 'timing', figures);
  expect(plots.map(({ title }) => title)).toEqual(
    ['Phone', 'Tablet', 'Desk computer'].map((device) => `Loading a page, ${device}`),
  );
  const [phone, tablet, desk] = plots;
  expect(phone?.marks[2]?.shown).toBeCloseTo(0.5, 6);
  expect(phone?.finding?.replaceAll('\u00a0', ' ')).toBe(
    'Half ≤ 500 ms, three quarters ≤ 500 ms, 95 in 100 ≤ 2.5 s.',
  );
  expect(tablet?.finding).toBeUndefined();
  expect(desk?.marks[0]?.shown).toBeCloseTo(1, 6);
});

test('a subject is counted in the week in which most studied it', () => {
  const weeks = Array.from({ length: 13 }, (_, week) => shares(8, { 2: week === 4 ? 0.3 : 0.1 }));
  const { finding, plots } = shown(
    'weekly_subject',
    'weekly_subject',
    site('weekly_subject', ...weeks),
  );
  expect(finding).toBe(
    '“A short history of the alphabet” was studied most in week 5: by about 3,000 of the 10,000 learners asked.',
  );
  expect(plots).toHaveLength(7);
  expect(plots.every(({ marks: { length } }) => length === 13)).toBe(true);
});

test('what cannot be told from zero is no finding', () => {
  const figures = [figure('search_topic', '', 0, shares(16, { 3: 0.04 }), 0.03)];
  expect(shown('search_topic', 'search_topic', figures).finding).toContain('No value here');
});

test('a metric that the page does not know is shown as it is', () => {
  const cells = ['left', 'stayed'];
  const unknown = { ...metric('session_hour'), key: 'mood', cells };
  const { plots } = shown('mood', 'session_hour', site('session_hour', [0.5, 0.3, 0.2]));
  expect(plots[0]?.marks).toHaveLength(2);
  expect(new Labels(CONTEXT, unknown, '').symbol(1).full).toBe('left');
});

test('of figures with other odds the one of more learners is shown', () => {
  const [few, many] = [30, 10_000].map((learners) => ({
    ...figure('feature_used', '', 0, [0.5, 0.5]),
    learners,
  }));
  const figures = few && many ? [few, many, { ...few, learners: 40 }] : [];
  expect(new Answers({ epoch: 0, figures }).of('feature_used', '')).toMatchObject([
    { figure: { learners: 10_000 } },
  ]);
});

describe.each([5000, 700, 100])('of %d learners for each part', (learners) => {
  const { release, truth } = released(METRICS, () => learners, learners);
  const answers = new Answers(release, truth);
  const asked = METRICS.map((it) => [it.key, it.unit === 'course' ? 'privacy' : ''] as const);

  test.each(asked)('%s is shown in whole sentences, beside the truth', (key, course) => {
    const of = answers.of(key, course);
    if (!of.some((answer) => answer.released)) return;
    const labels = new Labels(CONTEXT, metric(key), course);
    const { finding, plots } = view(key, { answers: of, labels, context: CONTEXT });
    expect(plots.length).toBeGreaterThan(0);
    const said = plots.flatMap(({ title, head, finding: own = '' }) => [title, head, own]);
    expect([finding, ...said].join(' ')).not.toMatch(/undefined|NaN|Infinity|[{}]/);
    for (const it of plots.flatMap((plot) => plot.marks)) {
      expect(it.truth).not.toBeNull();
      expect(it.shown ?? 0).toBeGreaterThanOrEqual(0);
      expect(it.shown ?? 0).toBeLessThanOrEqual(1 + 1e-6);
      expect(it.estimate?.half ?? 0).toBeGreaterThanOrEqual(0);
    }
  });
});
