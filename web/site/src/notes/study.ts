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
    await noteGroup(carrel, figures, course, false);
  });
  await noteSubject(course);
}

/** Whether the exercise was done, now or before, and the course finished. */
export async function noteGroup(
  carrel: Carrel,
  figures: Aggregate,
  course: string,
  exercised: boolean,
): Promise<void> {
  const [group] = figures.figures(course).filter(({ metric }) => metric === 'groups');
  const before = group?.parts[0]?.marked.some(({ key }) => key.startsWith('with_'));
  const whether = exercised || before ? 'with' : 'without';
  const end = isFinished(carrel, course) ? 'finished' : 'unfinished';
  await figures.mark('groups', `${whether}_${end}`, { course, part: 'exercises' });
}
