import type { Carrel } from '../../src/shared/types';
import lessons from '../content/privacy/lessons.json';
import { flag, payloads } from './values';

/** Items that it depends on. */
export const DONE_BY = ['progress.completed', 'quiz.attempt', 'essay.submission'];

/** A lesson is done when it was marked so, or its work was handed in. */
export function isDone(carrel: Carrel, entity: string): boolean {
  const attempts = payloads(carrel, 'quiz.attempt', entity, 'attempt');
  return (
    flag(carrel, 'progress.completed', entity) === true ||
    attempts.some(({ state }) => state === 'submitted') ||
    payloads(carrel, 'essay.submission', entity, 'submission').length > 0
  );
}

export const isFinished = (carrel: Carrel, course: string): boolean =>
  lessons.every(({ id }) => isDone(carrel, `course/${course}/${id}`));
