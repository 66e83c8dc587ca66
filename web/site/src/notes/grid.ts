const SIDE = 10;

export interface Box {
  width: number;
  height: number;
}

/** Which of ten by ten fields, from 1 and row by row, a place on the page lies in. */
export function gridCell(x: number, y: number, { width, height }: Box): number {
  const field = (at: number, whole: number) =>
    Math.min(SIDE - 1, Math.max(0, Math.floor((at / whole) * SIDE)));
  return field(y, height) * SIDE + field(x, width) + 1;
}
