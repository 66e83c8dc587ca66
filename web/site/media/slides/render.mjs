import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Eight stretches of wall around the slide, open at the foot like a carrel seen from above. */
const WALLS = [
  'M64 656V460',
  'M64 440V262',
  'M64 242V64H340',
  'M360 64H630',
  'M650 64H920',
  'M940 64H1216V242',
  'M1216 262V440',
  'M1216 460V656',
];

const walls = (built) =>
  WALLS.map((d, i) => `<path class="wall${i < built ? ' built' : ''}" d="${d}"/>`).join('');

const page = (slide, built) => `<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="${pathToFileURL(here('slide.css'))}">
<svg viewBox="0 0 1280 720">${walls(built)}</svg>
<main><div class="mark">${slide.mark}</div><h1>${slide.title}</h1><p>${slide.note}</p></main>`;

/** Renders each slide to `<directory>/<id>.png`. */
export async function renderSlides(slides, directory) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--allow-file-access-from-files'],
  });
  try {
    const tab = await browser.newPage({
      viewport: { width: 1280, height: 720 },
      deviceScaleFactor: 0.8,
    });
    const source = `${directory}/slide.html`;
    let built = 0;
    for (const slide of slides) {
      built = slide.id === 'summary' ? WALLS.length : Number(slide.mark) || built;
      await writeFile(source, page(slide, built));
      await tab.goto(pathToFileURL(source).href);
      await tab.evaluate(() => document.fonts.ready);
      await tab.screenshot({ path: `${directory}/${slide.id}.png` });
    }
    await rm(source);
  } finally {
    await browser.close();
  }
}

export const readLecture = async () =>
  JSON.parse(await readFile(here('../../content/privacy/lecture.json'), 'utf8'));
