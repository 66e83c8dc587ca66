import type { Lesson } from './content';
import { html, raw } from './html';
import { lessonPage } from './lesson';
import type { Site } from './page';
import { summary } from './recall';

export function reading(site: Site, lesson: Lesson): string {
  const { ui, content } = site;
  const { body, headings } = content.reading;
  return lessonPage(
    site,
    lesson,
    html`<div class="text-columns">
<nav class="toc" aria-label="${ui.reading.contents}">
<p>${ui.reading.contents}</p>
<ol>${headings.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)}</ol>
</nav>
<div class="prose">
${raw(body)}
${summary(site)}
</div>
</div>`,
  );
}
