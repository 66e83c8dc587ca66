/** The released figures as the server gives them. Format: docs/formats/aggregate.md. */

export interface Epoch {
  epoch: number;
  from: string;
  to: string;
  /** When it was released, or will be. */
  released: string;
  state: string;
}

export interface Index {
  policy: string;
  epochs: Epoch[];
}

/** In parts per million; `share` is the estimate projected, so that the shares sum to one. */
export interface Cell {
  estimate_ppm: number;
  low_ppm: number;
  high_ppm: number;
  share_ppm: number;
}

export interface Figure {
  metric: string;
  /** Empty: the site. */
  course: string;
  part: number;
  parts: number;
  symbols: number;
  /** Symbols in a report. */
  size: number;
  mechanism: string;
  odds: [number, number];
  epsilon_micro: number;
  /** Reports of this part. */
  learners: number;
  needed: number;
  min_batch: number;
  half_width_ppm: number;
  /** Of every symbol, the first of which means nothing; absent where the figure is withheld. */
  cells?: Cell[];
}

export interface Release {
  epoch: number;
  figures: Figure[];
}

export interface Truth {
  epoch: number;
  figures: { metric: string; course: string; part: number; cells: number[] }[];
}

type Read<T> = (value: unknown) => T;
type Members<T> = { [K in keyof T]: Read<T[K]> };

function fault(wanted: string): never {
  throw new TypeError(`the document has no ${wanted} where one is due`);
}

const text: Read<string> = (value) => (typeof value === 'string' ? value : fault('text'));
const integer: Read<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : fault('integer');

function list<T>(one: Read<T>): Read<T[]> {
  return (value) => (Array.isArray(value) ? value.map(one) : fault('list'));
}

/** Reads the members that are named; others are passed over. */
function object<T>(members: Members<T>): Read<T> {
  return (value) => {
    if (typeof value !== 'object' || value === null) fault('object');
    const given: Record<string, unknown> = { ...value };
    const read = (key: keyof T & string) => members[key](given[key]);
    const keys = Object.keys(members) as (keyof T & string)[];
    return Object.fromEntries(keys.map((key) => [key, read(key)])) as T;
  };
}

const epoch = object<Epoch>({
  epoch: integer,
  from: text,
  to: text,
  released: text,
  state: text,
});

const cell = object<Cell>({
  estimate_ppm: integer,
  low_ppm: integer,
  high_ppm: integer,
  share_ppm: integer,
});

const common = object<Omit<Figure, 'cells'>>({
  metric: text,
  course: text,
  part: integer,
  parts: integer,
  symbols: integer,
  size: integer,
  mechanism: text,
  odds: (value) => {
    const [num, den] = list(integer)(value);
    return [num ?? fault('odds'), den ?? fault('odds')];
  },
  epsilon_micro: integer,
  learners: integer,
  needed: integer,
  min_batch: integer,
  half_width_ppm: integer,
});

const state = object<{ state: string; cells: unknown }>({ state: text, cells: (value) => value });

function figure(value: unknown): Figure {
  const made = common(value);
  const { state: said, cells } = state(value);
  if (said !== 'released') return made;
  const read = list(cell)(cells);
  return read.length === made.symbols ? { ...made, cells: read } : fault('cell for each symbol');
}

/** Format 1 alone is understood. */
function inFormat<T>(read: Read<T>): Read<T> {
  const format = object<{ format: number }>({ format: integer });
  return (value) => (format(value).format === 1 ? read(value) : fault('format 1'));
}

export const readIndex = inFormat(object<Index>({ policy: text, epochs: list(epoch) }));
export const readRelease = inFormat(object<Release>({ epoch: integer, figures: list(figure) }));
export const readTruth = inFormat(
  object<Truth>({
    epoch: integer,
    figures: list(
      object<Truth['figures'][number]>({
        metric: text,
        course: text,
        part: integer,
        cells: list(integer),
      }),
    ),
  }),
);
