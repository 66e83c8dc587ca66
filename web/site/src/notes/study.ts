import type { Aggregate } from '../../../src/shared/aggregate';
import type { Carrel } from '../../../src/shared/types';
import { DONE_BY, isFinished } from '../done';
import { follow } from '../engine';
import { noteSubject, studying } from './notes';
import { startTimeOnTask } from './time-on-task';

/** What every lesson notes: that it was opened, the time on it, and what became of the course. */
export function startStudyNotes(carrel: Carrel, entity: string): void {
  const [, course = '', lesson = ''] = entity.split('/');
  const reached = () => noteReached(carrel, course, lesson).catch(reportError);
  follow(carrel, DONE_BY, reached);
  carrel.addEventListener('decision', reached);
  startTimeOnTask(course, lesson);
}

async function noteReached(carrel: Carrel, course: string, lesson: string): Promise<void> {
  await studying(async (figures) => {
    await figures.mark('drop_off', lesson, { course });
    if (isFinished(carrel, course)) await figures.mark('drop_off', 'completed', { course });
    await noteGroups(carrel, figures, course);
  });
  await noteSubject(course);
}

/** Of the forum and the exercises each: whether it was used, now or before, and the course finished. */
export async function noteGroups(
  carrel: Carrel,
  figures: Aggregate,
  course: string,
  used?: 'forum' | 'exercises',
): Promise<void> {
  const [groups] = figures.figures(course).filter(({ metric }) => metric === 'groups');
  const end = isFinished(carrel, course) ? 'finished' : 'unfinished';
  for (const { key, marked } of groups?.parts ?? []) {
    const before = marked.some((mark) => mark.key.startsWith('with_'));
    const whether = key === used || before ? 'with' : 'without';
    await figures.mark('groups', `${whether}_${end}`, { course, part: key });
  }
}
