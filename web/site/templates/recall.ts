import { html, type Markup } from './html';
import type { Site } from './page';

/** The reading in short, in two forms: chance picks the one that a person reads. */
export function summary({ ui }: Site): Markup {
  const { title, points, text } = ui.summary;
  return html`<section class="box" aria-labelledby="summary">
<h2 id="summary">${title}</h2>
<ul data-arm="bullets">${points.map((point) => html`<li>${point}</li>`)}</ul>
<p data-arm="paragraphs" hidden>${text}</p>
</section>`;
}

/** A question about that summary, on a later page. */
export function recall({ ui }: Site): Markup {
  const { title, note, question, options, check } = ui.recall;
  const choices = options.map(
    (text, i) =>
      html`<label><input type="radio" name="recall" value="${i}" required><span>${text}</span></label>`,
  );
  return html`<section class="box recall needs-script" aria-labelledby="recall-title">
<h2 id="recall-title">${title}</h2>
<p class="small">${note}</p>
<form id="recall">
<fieldset><legend>${question}</legend><div class="options">${choices}</div></fieldset>
<p><button class="button">${check}</button></p>
<p id="recall-result" role="status"></p>
</form>
</section>`;
}
