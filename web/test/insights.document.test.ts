import { describe, expect, test } from 'vitest';
import { csvOf } from '../site/src/insights/csv';
import { readIndex, readRelease, readTruth } from '../site/src/insights/document';
import { METRICS, released } from './support/released';

const { release, truth } = released(METRICS.slice(0, 2), (parts) => (parts > 1 ? 20 : 900));
const copy = () => structuredClone(release) as unknown as Record<string, unknown>;
const index = {
  ...{ format: 1, policy: 'carrel-demo' },
  epochs: [{ epoch: 0, from: 'a', to: 'b', released: 'c', state: 'collecting' }],
};

describe('a document', () => {
  test('of format 1 is read, with what is withheld', () => {
    const read = readRelease(copy());
    expect(read.figures).toHaveLength(release.figures.length);
    expect(read.figures[0]?.cells).toEqual(release.figures[0]?.cells);
    expect(read.figures.at(-1)?.cells).toBeUndefined();
    expect(readIndex(index).epochs[0]?.state).toBe('collecting');
    expect(readTruth(structuredClone(truth)).figures).toEqual(truth.figures);
  });

  test('may have members of its own', () => {
    expect(readIndex({ ...index, more: 1 })).toEqual(readIndex(index));
  });

  const first = release.figures[0];
  test.each<[string, unknown]>([
    ['of another format', { ...release, format: 2 }],
    ['that is a list', []],
    ['that is nothing', null],
    ['without figures', { ...release, figures: undefined }],
    ['with a number that is text', { ...release, figures: [{ ...first, learners: '900' }] }],
    ['with a part of a number', { ...release, figures: [{ ...first, learners: 0.5 }] }],
    ['with odds of one', { ...release, figures: [{ ...first, odds: [7] }] }],
    ['without the cells it says', { ...release, figures: [{ ...first, cells: undefined }] }],
    [
      'with fewer cells than symbols',
      { ...release, figures: [{ ...first, cells: first?.cells?.slice(1) }] },
    ],
  ])('%s is refused', (_, document) => {
    expect(() => readRelease(document)).toThrow(TypeError);
  });
});

describe('CSV', () => {
  const names = () => ({
    part: 'a "part", and more',
    symbol: (i: number) => (i === 1 ? 'two\nlines' : `symbol ${i}`),
  });
  const csv = csvOf(readRelease(copy()), names);

  test('has a row for each cell, and one for each figure that is withheld', () => {
    const rows = release.figures.reduce((sum, { cells }) => sum + (cells?.length ?? 1), 0);
    expect(csv.split('\r\n')).toHaveLength(rows + 2);
  });

  test('has the same fields in every row, quoted where they must be', () => {
    const fields = (row: string) => row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.length;
    const [head = '', ...rows] = csv.trimEnd().split('\r\n');
    for (const row of rows) expect(fields(row), row).toBe(fields(head));
    expect(csv).toContain('"a ""part"", and more"');
    expect(csv).toContain('"two\nlines"');
  });

  test('has the numbers as they came', () => {
    const { cells, learners, needed } = release.figures[0] ?? {};
    const { estimate_ppm, low_ppm, high_ppm, share_ppm } = cells?.[0] ?? {};
    const numbers = [learners, needed, estimate_ppm, low_ppm, high_ppm, share_ppm].join(',');
    expect(csv.split('\r\n')[1]).toContain(`symbol 0,released,${numbers},subset_selection,7:1,`);
  });
});
