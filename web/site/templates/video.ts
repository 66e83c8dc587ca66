import type { Lesson } from './content';
import { embed } from './embed';
import { html } from './html';
import { lessonPage } from './lesson';
import { filled, type Site } from './page';
import { recall } from './recall';

const SPEEDS = [75, 100, 125, 150, 200];
const TRACKS = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
];

export function video(site: Site, lesson: Lesson): string {
  const { ui, content } = site;
  const media = (file: string) => site.to(`media/${file}`);
  const tracks = TRACKS.map(
    ({ code, name }) =>
      html`<track kind="captions" srclang="${code}" label="${name}" src="${media(`captions.${code}.vtt`)}"${code !== 'en' && code === content.language && html` default`}>`,
  );
  const speeds = SPEEDS.map(
    (n) => html`<option value="${n}"${n === 100 && html` selected`}>${n / 100} ×</option>`,
  );
  const lines = content.transcript.map(
    ({ from, text }) =>
      html`<li><a href="#t=${from}" data-seconds="${from}">${clock(from)}</a><span>${text}</span></li>`,
  );
  return lessonPage(
    site,
    lesson,
    html`<div class="player">
<video id="video" controls playsinline preload="metadata" width="1024" height="576" poster="${media('lecture.webp')}">
<source src="${media('lecture.webm')}" type="video/webm">
${tracks}
<p>${ui.video.fallback} <a href="${media('lecture.webm')}">${ui.video.download}</a></p>
</video>
<p class="watched needs-script"><svg id="watched-strip" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"></svg><span class="small" id="watched-share">${filled(ui.video.watched, { n: 0 })}</span></p>
<div class="player-tools needs-script">
<label><input type="checkbox" id="captions">${ui.video.captions}</label>
<label>${ui.video.speed}<select id="speed">${speeds}</select></label>
</div>
</div>
<p class="small">${ui.video.language}</p>
<section class="transcript" aria-labelledby="transcript">
<h2 id="transcript">${ui.video.transcript}</h2>
<ol>${lines}</ol>
</section>
${recall(site)}
${!site.target.local && embed(site, 'youtube')}`,
  );
}

function clock(seconds: string): string {
  const whole = Math.floor(Number(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
