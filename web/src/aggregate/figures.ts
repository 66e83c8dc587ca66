import type { Figure } from '../shared/aggregate';
import type { Calendar } from './calendar';
import { sizeOf, type Task, wordOf } from './metrics';
import type { Note } from './notes';

/** The learner's own figure, exact, of what their device has noted. */
export function figureOf(
  task: Task,
  calendar: Calendar,
  epoch: number,
  notes: Note[] | null,
): Figure {
  const { metric, course, cells, parts } = task;
  const { key, title, why, encoding, buckets } = metric;
  const of = (part: number) => notes?.filter((note) => note.part === part) ?? [];
  const isSum = encoding === 'sum';
  return {
    ...{ metric: key, course, title, why, encoding, buckets },
    from: calendar.begins(epoch),
    to: calendar.begins(epoch + 1),
    noted: notes !== null,
    cells: sizeOf(cells),
    cellKeys: typeof cells === 'number' ? [] : [...cells],
    parts: Array.from({ length: sizeOf(parts) }, (_, part) => {
      const marked = isSum ? [] : of(part).filter(({ at }) => at > 0);
      const amount = isSum ? (of(part)[0]?.at ?? 0) : 0;
      return {
        part,
        key: wordOf(parts, part),
        marked: marked.map(({ at }) => ({ cell: at, key: wordOf(cells, at - 1) })),
        amount,
        bucket: buckets.filter((threshold) => amount >= threshold).length,
      };
    }),
  };
}
