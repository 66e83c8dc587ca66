import type { Lesson } from './content';
import { html, raw } from './html';
import { lessonPage } from './lesson';
import { filled, type Site } from './page';

export function essay(site: Site, lesson: Lesson): string {
  const { essay: texts } = site.ui;
  return lessonPage(
    site,
    lesson,
    html`<section class="task prose" aria-labelledby="task">
<h2 id="task">${texts.task}</h2>
${raw(site.content.essayTask)}
</section>
<section class="desk" aria-labelledby="yours">
<h2 id="yours"><label for="essay">${texts.yours}</label></h2>
<textarea id="essay" rows="18" spellcheck="true" autocomplete="off" aria-describedby="essay-hint" data-carrel-draft="draft.text" data-carrel-entity="course/privacy/essay"></textarea>
<carrel-draft-history for="essay" submit="essay-submit"></carrel-draft-history>
<p class="desk-foot"><span class="small" id="essay-hint">${texts.hint}</span><span class="small" id="essay-words">${filled(texts.words, { n: 0 })}</span></p>
<p class="desk-actions needs-script">
<button type="button" class="button primary" id="essay-submit">${texts.submit}</button>
<button type="button" class="button" id="essay-download">${texts.download}</button>
</p>
<div id="essay-status" class="result" role="status" hidden></div>
</section>`,
  );
}
