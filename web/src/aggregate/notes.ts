/** Notes as records of the engine; docs/formats/aggregate.md, "In the policy". */
import type { Carrel, Payload } from '../shared/types';
import { type Metric, sizeOf, type Task } from './metrics';

/** Of `last` and `pick` a cell that was marked, of `sum` an amount. */
export interface Note {
  part: number;
  at: number;
}

type Values = Pick<Carrel, 'values'>;

/** What a record is about; of `sum` with its part. */
export function entityOf({ metric, course }: Task, epoch: number, part: number): string {
  const place = course ? `${metric.key}/${course}/${epoch}` : `${metric.key}/${epoch}`;
  return metric.encoding === 'sum' ? `${place}/${part}` : place;
}

/** How `last` and `pick` number the cells of all parts. */
export const numberOf = ({ cells }: Task, part: number, cell: number): number =>
  part * (sizeOf(cells) + 1) + cell;

/** Cell 0: the learner was there. What lies outside of the task is left out. */
function cellsIn(task: Task, payload: Payload): Note[] {
  if (payload.shape !== 'intervals') return [];
  const wide = sizeOf(task.cells) + 1;
  const end = sizeOf(task.parts) * wide;
  return payload.spans.flatMap(([from, to]) =>
    Array.from({ length: Math.max(0, Math.min(to, end) - from) }, (_, i) => {
      const number = from + i;
      return { part: Math.floor(number / wide), at: number % wide };
    }),
  );
}

function payloadOf(carrel: Values, { item }: Metric, entity: string): Payload | undefined {
  return carrel.values(item, entity)[0]?.payload;
}

/** Null where the learner was not there. */
export function notesOf(carrel: Values, task: Task, epoch: number): Note[] | null {
  const { metric, parts } = task;
  if (metric.encoding !== 'sum') {
    const payload = payloadOf(carrel, metric, entityOf(task, epoch, 0));
    return payload ? cellsIn(task, payload) : null;
  }
  const notes = Array.from({ length: sizeOf(parts) }, (_, part) => {
    const payload = payloadOf(carrel, metric, entityOf(task, epoch, part));
    return payload?.shape === 'number' ? [{ part, at: payload.value }] : [];
  }).flat();
  return notes.length > 0 ? notes : null;
}
