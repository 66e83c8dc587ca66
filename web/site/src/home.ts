import './page';
import { all, byId } from './dom';
import { gridCell } from './notes/grid';
import { noteFeature, noteUsage } from './notes/notes';
import { topicsOf, wordsOf } from './notes/topics';
import { filled, texts } from './texts';

const search = byId('search', HTMLInputElement);
const courses = all('#content article', HTMLElement);

search.addEventListener('input', show);
search.addEventListener('change', noteTopics);
byId('search-form', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());
document.addEventListener('click', noteClick, { capture: true });

/** Only the courses in which all the words are found. */
function show(): void {
  const words = wordsOf(search.value);
  const found = courses.filter((course) => {
    const within = wordsOf(course.textContent ?? '').join(' ');
    return words.every((word) => within.includes(word));
  });
  for (const course of courses) (course.closest('li') ?? course).hidden = !found.includes(course);
  const [n, count] = [found.length, courses.length].map(String) as [string, string];
  const said = words.length > 0 ? filled(texts.home.found, { n, count }) : '';
  byId('search-found', HTMLElement).textContent = said;
}

/** The words stay here. */
function noteTopics(): void {
  const topics = topicsOf(search.value);
  if (topics.length > 0) noteFeature('search');
  for (const topic of topics) noteUsage('search_topic', topic).catch(reportError);
}

/** Where the page was clicked, but by the keyboard, which clicks at no place. */
function noteClick({ detail, pageX, pageY }: MouseEvent): void {
  if (detail === 0) return;
  const { scrollWidth: width, scrollHeight: height } = document.documentElement;
  noteUsage('click_cell', gridCell(pageX, pageY, { width, height })).catch(reportError);
}
