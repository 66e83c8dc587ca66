import type { Payload } from '../../../web/src/shared/types';
import { openProduct } from './product';

const AT_ONCE = 250;
/** In which the last snapshot is written. */
const SETTLING_MS = 2000;
const TEXTS_HASH = '0'.repeat(64);
const PURPOSES = ['preferences', 'resume', 'drafts', 'figures'];

type Recorded = [item: string, entity: string, payload: Payload];

/**
 * The i-th record of somebody's studies. Of twenty, ten are places in videos (200 to a video), five
 * are drafts (100 versions to an essay, of 40 to 832 bytes), four are answers (each question once
 * in each attempt) and one is a page that was read: a quarter of them are slots of their own.
 */
function recordAt(i: number): Recorded {
  const [turn, round] = [i % 20, Math.floor(i / 20)];
  if (turn < 10) return placeAt(round * 10 + turn);
  if (turn < 15) return draftAt(round * 5 + turn - 10);
  if (turn < 19) return answerAt(round * 4 + turn - 15);
  return ['progress.viewed', `course/page-${round}`, { shape: 'flag', value: true }];
}

function placeAt(n: number): Recorded {
  const video = Math.floor(n / 200);
  const payload: Payload = { shape: 'position', at: (n % 200) * 5000, of: 1_000_000 };
  return ['progress.place', `course/video-${video}`, payload];
}

function draftAt(n: number): Recorded {
  const text = 'A sentence. '.repeat(70).slice(0, 40 + (n % 100) * 8);
  return [
    'draft.text',
    `course/essay-${Math.floor(n / 100)}`,
    { shape: 'draft', text, state: 'open' },
  ];
}

function answerAt(n: number): Recorded {
  const [quiz, attempt, question] = [Math.floor(n / 150), Math.floor(n / 30) % 5, n % 30];
  const payload: Payload = {
    shape: 'answer',
    attempt: attempt + 1,
    question: question + 1,
    options: 1 << (n % 4),
  };
  return ['quiz.answer', `course/quiz-${quiz}`, payload];
}

/** Grants all and records `count` values, through the product alone. */
export async function recordHistory(profile: string, count: number): Promise<void> {
  const carrel = await openProduct(profile);
  await carrel.choose('granted', PURPOSES, TEXTS_HASH);
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Math.min(AT_ONCE, count - from);
    await Promise.all(Array.from({ length: some }, (_, k) => carrel.record(...recordAt(from + k))));
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  carrel.close();
}
