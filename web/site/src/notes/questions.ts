import { studying } from './notes';

/** Notes the questions whose first answers, as bits of options, are not the right ones. */
export function noteFailures(answers: readonly number[], key: readonly number[]): Promise<void> {
  const course = document.body.dataset['course'] ?? '';
  const failed = [...key.keys()].filter((part) => answers[part] !== key[part]);
  return studying(async (figures) => {
    await figures.mark('question_failed', 0, { course });
    const marks = failed.map((part) => figures.mark('question_failed', 1, { course, part }));
    await Promise.all(marks);
  });
}
