import type { Lesson, Question } from './content';
import { html, type Markup } from './html';
import { lessonPage } from './lesson';
import { filled, type Site } from './page';

/** The options of a question that are right, as bits. */
const mask = ({ correct }: Question): number => correct.reduce((bits, i) => bits | (1 << i), 0);

function question(site: Site, it: Question, n: number): Markup {
  const { quiz: texts } = site.ui;
  const several = it.correct.length > 1;
  const type = several ? 'checkbox' : 'radio';
  const options = it.options.map(
    (text, i) =>
      html`<label><input type="${type}" name="q${n}" value="${i}"><span>${text}</span></label>`,
  );
  const right = it.correct.map((i) => it.options[i]).join(' · ');
  return html`<li id="q${n}"><fieldset data-question="${n}" data-answer="${mask(it)}">
<legend><span class="number" aria-hidden="true">${n}</span><span><span class="visually-hidden">${filled(texts.question, { n })}: </span>${it.text}</span></legend>
${several && html`<p class="note">${texts.multiple}</p>`}
<div class="options">${options}</div>
<details class="explanation"><summary><span class="verdict"></span> ${texts.answer}</summary>
<p><strong>${filled(texts.correct, { answers: right })}</strong></p>
<p>${it.explanation}</p></details>
</fieldset></li>`;
}

export function quiz(site: Site, lesson: Lesson): string {
  const { quiz: texts } = site.ui;
  const { questions } = site.content;
  const count = questions.length;
  const [before, after] = filled(texts.place, { count }).split('{place}');
  const links = questions.map(
    (_, i) =>
      html`<li><a href="#q${i + 1}" data-go="${i + 1}" aria-label="${filled(texts.question, { n: i + 1 })}">${i + 1}</a></li>`,
  );
  return lessonPage(
    site,
    lesson,
    html`<p class="lead">${texts.intro}</p>
<div class="quiz-columns">
<nav class="quiz-map needs-script" aria-label="${texts.map}">
<p class="place">${before}<span id="quiz-place">1</span>${after}</p>
<ol>${links}</ol>
<p class="small" id="quiz-answered">${filled(texts.answered, { n: 0, count })}</p>
</nav>
<form id="quiz" novalidate autocomplete="off">
<div id="quiz-result" class="result" role="status" tabindex="-1" hidden></div>
<ol class="questions">${questions.map((it, i) => question(site, it, i + 1))}</ol>
<p class="quiz-actions needs-script">
<button type="submit" class="button primary" id="quiz-submit">${texts.submit}</button>
<button type="button" class="button" id="quiz-again" hidden>${texts.again}</button>
</p>
</form>
</div>`,
  );
}
