import type { Carrel } from '../shared/types';
import type { Metric, Plan, Task } from './metrics';
import { type Note, notesOf } from './notes';

/** All that may be told of one course, or the site, in one epoch. */
export interface Study {
  /** Empty: of the site. */
  course: string;
  epoch: number;
  /** Of the course, and of the site, which counts against each course. */
  answers: { task: Task; notes: Note[] }[];
}

/**
 * Of each course in which something was noted in the epoch, and of the site where anything was: who
 * was there answers, whatever there is to tell.
 */
export function studiesOf(
  carrel: Pick<Carrel, 'values'>,
  plan: Plan,
  epoch: number,
  allowed: (metric: Metric) => boolean,
): Study[] {
  const tasks = plan.metrics.filter(allowed).flatMap((metric) => metric.tasks);
  const noted = tasks.map((task) => ({ task, notes: notesOf(carrel, task, epoch) }));
  const there = new Set(noted.flatMap(({ task, notes }) => (notes ? [task.course] : [])));
  if (there.size > 0 && tasks.some(({ course }) => !course)) there.add('');
  return [...there].map((course) => ({
    ...{ course, epoch },
    answers: noted
      .filter(({ task }) => task.course === course || !task.course)
      .map(({ task, notes }) => ({ task, notes: (task.course === course && notes) || [] })),
  }));
}
