import type { Carrel } from '../../src/shared/types';
import { all, byId } from './dom';
import { studying } from './notes/notes';
import { noteGroups } from './notes/study';
import { texts } from './texts';
import { choice } from './values';

const ARMS = ['bullets', 'paragraphs'];
const ITEM = 'figures.arm';
/** Of the question's options. */
const RIGHT = 2;

/** Shows the form of the summary that this device has drawn, and keeps; the list where it may not. */
export async function startSummary(carrel: Carrel, entity: string): Promise<void> {
  const arm = choice(carrel, ITEM, entity) ?? (await draw(carrel, entity));
  for (const form of all('[data-arm]', HTMLElement)) form.hidden = form.dataset['arm'] !== arm;
}

async function draw(carrel: Carrel, entity: string): Promise<string> {
  const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
  const value = ARMS[byte % ARMS.length] ?? '';
  if (!carrel.allowed('functional')) return 'bullets';
  await carrel.record(ITEM, entity, { shape: 'choice', value });
  return value;
}

/** The question about the summary that was read at `entity`; the first answer is noted. */
export function startRecall(carrel: Carrel, entity: string): void {
  const form = byId('recall', HTMLFormElement);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const kept = Number(new FormData(form).get('recall')) === RIGHT;
    byId('recall-result', HTMLElement).textContent = texts.recall[kept ? 'right' : 'wrong'];
    noteAnswer(carrel, entity, kept).catch(reportError);
  });
}

function noteAnswer(carrel: Carrel, entity: string, kept: boolean): Promise<void> {
  const [, course = ''] = entity.split('/');
  return studying(async (figures) => {
    const arm = ARMS.indexOf(choice(carrel, ITEM, entity) ?? '');
    const [before] = figures.figures(course).filter(({ metric }) => metric === 'retention');
    if (arm >= 0 && before?.parts[0]?.marked.length === 0) {
      const cell = `${['a', 'b'][arm]}_${kept ? 'kept' : 'forgot'}`;
      await figures.mark('retention', cell, { course });
    }
    await noteGroups(carrel, figures, course, 'exercises');
  });
}
