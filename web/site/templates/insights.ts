import { html, type Markup, raw } from './html';
import { layout } from './layout';
import { type Metric, metricsOf } from './metrics';
import { filled, type Site } from './page';

/** A question that is answered by figures of this metric. */
interface Question {
  key: string;
  metric: Metric;
}

/** Each metric answers one question; that of leaving tells of completion, too. */
const questionsOf = (metrics: Metric[]): Question[] =>
  metrics.flatMap((metric) => [
    { key: metric.key, metric },
    ...(metric.key === 'drop_off' ? [{ key: 'completion', metric }] : []),
  ]);

/** What many learners did, for instructors; its script fills it in. */
export function insights(site: Site): string {
  const { insights: texts } = site.ui;
  const metrics = metricsOf(site);
  const questions = questionsOf(metrics);
  const of = (unit: Metric['unit']) => questions.filter(({ metric }) => metric.unit === unit);
  return layout(site, {
    title: texts.title,
    description: texts.lead,
    kind: 'insights',
    script: 'insights',
    body: html`<header class="page-head">
<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<noscript><p class="note">${texts.needsScript}</p></noscript>
</header>
${chooser(site, metrics)}
<details class="box reading"><summary>${texts.reading}</summary>
<ul>${texts.points.map((point) => html`<li>${point}</li>`)}</ul></details>
${section(site, 'course', of('course'))}
${section(site, 'site', of('site'))}
<script type="application/json" id="insights-context">${raw(context(site, metrics))}</script>`,
  });
}

function chooser(site: Site, metrics: Metric[]): Markup {
  const { insights: texts } = site.ui;
  const keys = new Set(metrics.flatMap(({ courses = [] }) => courses.map(({ key }) => key)));
  const options = [...keys].map(
    (key) => html`<option value="${key}">${site.titleOf(key)}</option>`,
  );
  return html`<div class="insights-bar needs-script">
<p class="field"><label for="insights-epoch">${texts.epoch}</label><select id="insights-epoch" disabled></select></p>
<p class="field"><label for="insights-course">${texts.chooseCourse}</label><select id="insights-course">${options}</select></p>
<p class="row" role="group" aria-label="${texts.files}"><button type="button" class="button quiet" data-file="csv" disabled>${texts.csv}</button>
<button type="button" class="button quiet" data-file="json" disabled>${texts.json}</button></p>
<p id="insights-state" role="status"></p>
<p class="note" id="insights-truth" hidden></p>
<ul class="legend small" aria-hidden="true">${Object.entries(texts.legend).map(
    ([kind, text]) => html`<li><span class="${kind}"></span>${text}</li>`,
  )}</ul>
</div>`;
}

const section = (site: Site, unit: Metric['unit'], questions: Question[]): Markup =>
  html`<section aria-labelledby="insights-of-${unit}">
<h2 id="insights-of-${unit}">${site.ui.insights[unit]}</h2>
${questions.map((question) => panel(site, question))}
</section>`;

function panel(site: Site, { key, metric }: Question): Markup {
  const { insights: texts } = site.ui;
  const named: Record<string, string> = texts.questions;
  const title = metric.title[site.content.language] ?? metric.key;
  return html`<section class="panel" data-question="${key}" data-metric="${metric.key}" aria-labelledby="insights-${key}">
<h3 id="insights-${key}">${named[key] ?? title}</h3>
<p class="small">${filled(texts.measured, { title })}</p>
<div class="answer needs-script"></div>
</section>`;
}

/** As JSON that may stand in a script element. */
function context(site: Site, metrics: Metric[]): string {
  const { courses, lessons, questions, transcript } = site.content;
  const entries = <T, V>(list: T[], entry: (it: T) => [string, V]) =>
    Object.fromEntries(list.map(entry));
  const given = {
    metrics,
    courses: entries(courses, ({ id, title, units }) => [id, { title, units }]),
    lessons: entries(lessons, ({ id, kind, title }) => [id, { kind, title }]),
    questions: questions.map(({ text }) => text),
    lecture: Math.ceil(Number(transcript.at(-1)?.to ?? 0)),
  };
  return JSON.stringify(given).replaceAll('<', '\\u003c');
}
