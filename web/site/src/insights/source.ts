import {
  type Index,
  type Release,
  readIndex,
  readRelease,
  readTruth,
  type Truth,
} from './document';

const INDEX = '/aggregate/insights';

export type Failure = 'unreachable' | 'denied' | 'missing' | 'broken';

/** What the server did not answer as it should. */
export class Unanswered extends Error {
  constructor(readonly failure: Failure) {
    super(failure);
  }
}

const FAILURES: Record<number, Failure> = { 401: 'denied', 403: 'denied', 404: 'missing' };

async function get(address: string): Promise<Blob> {
  const answer = await fetch(address).catch(() => {
    throw new Unanswered('unreachable');
  });
  if (!answer.ok) throw new Unanswered(FAILURES[answer.status] ?? 'unreachable');
  return answer.blob();
}

async function read<T>(address: string, as: (value: unknown) => T): Promise<[T, Blob]> {
  const bytes = await get(address);
  try {
    return [as(JSON.parse(await bytes.text())), bytes];
  } catch {
    throw new Unanswered('broken');
  }
}

export async function getIndex(): Promise<Index> {
  const [index] = await read(INDEX, readIndex);
  return index;
}

/** The figures of an epoch, with the bytes that they came as. */
export const getRelease = (epoch: number): Promise<[Release, Blob]> =>
  read(`${INDEX}/${epoch}`, readRelease);

/** What was true in a simulation, if the page's address names a file of this site that says it. */
export async function getTruth(): Promise<Truth | null> {
  const named = new URLSearchParams(location.search).get('truth');
  if (named === null) return null;
  const { origin, href } = new URL(named, location.href);
  if (origin !== location.origin) throw new Unanswered('broken');
  const [truth] = await read(href, readTruth);
  return truth;
}
