import { readFileSync } from 'node:fs';
import { readingHtml, taskHtml } from './markdown.mjs';
import { site } from './paths.mjs';

const LANGUAGES = ['en', 'de'];

const text = (path) => readFileSync(`${site}/content/${path}`, 'utf8');
const json = (path) => JSON.parse(text(path));

/** The texts and data of each language, as the templates take them. */
export function readContents() {
  const catalogue = json('catalogue.json');
  const lessons = json('privacy/lessons.json');
  const key = json('privacy/quiz.key.json');
  return LANGUAGES.map((language) => {
    const ui = json(`ui.${language}.json`);
    const courses = json(`catalogue.${language}.json`);
    const titles = json(`privacy/lessons.${language}.json`);
    const questions = json(`privacy/quiz.${language}.json`);
    if (questions.length !== key.length)
      throw new Error(`quiz.${language}: not ${key.length} questions`);
    return {
      language,
      ui,
      courses: catalogue.map((fact) => ({
        ...fact,
        ...courses[fact.id],
        cover: text(`covers/${fact.id}.svg`),
      })),
      lessons: lessons.map((fact) => ({ ...fact, ...titles[fact.id] })),
      reading: readingHtml(text(`privacy/reading.${language}.md`), figure(ui), ui.reading),
      essayTask: taskHtml(text(`privacy/essay.${language}.md`)),
      questions: questions.map((question, i) => ({ ...question, correct: key[i] })),
      transcript: cues(readFileSync(`${site}/media/captions.${language}.vtt`, 'utf8')),
      threads: json(`privacy/discussion.${language}.json`),
    };
  });
}

function figure({ reading, figure: labels }) {
  const values = { ...labels, title: reading.figureTitle, text: reading.figureText };
  const svg = text('privacy/figure.svg').replace(/\{(\w+)\}/g, (_, name) => values[name]);
  return `<figure>${svg}<figcaption>${reading.caption}</figcaption></figure>`;
}

/** Text, start and end, in seconds, of each cue of a WebVTT file. */
function cues(vtt) {
  const blocks = vtt.trim().split('\n\n').slice(1);
  return blocks.map((block) => {
    const [times, ...lines] = block.split('\n');
    const [from, to] = times.split(' --> ').map(inSeconds);
    return { from, to, text: lines.join(' ') };
  });
}

function inSeconds(time) {
  const [hours, minutes, seconds] = time.split(':').map(Number);
  return (hours * 3600 + minutes * 60 + seconds).toFixed(2);
}
