import { forLanguage } from '../../src/i18n';
import { told as de } from '../../src/i18n/messages.de.json';
import { told as en } from '../../src/i18n/messages.en.json';
import type { Aggregate, Debit } from '../../src/shared/aggregate';
import { spent } from '../../src/shared/epsilon';
import type { Carrel } from '../../src/shared/types';
import { all, byId } from './dom';
import { type Column, showLedger } from './ledger';
import { filled, language, texts } from './texts';

const { privacy } = texts;
const { told: say } = privacy;
const words: typeof en = forLanguage({ en, de }, language);

const COLUMNS: Column<Debit>[] = [
  { title: privacy.what, cell: ({ title }) => title },
  { title: say.course, cell: ({ course }) => (course ? titleOf(course) : say.site) },
  { title: say.months, cell: monthsOf },
  { title: privacy.outcome, cell: ({ state }) => words[state] },
];

const courses = () => all('[data-course-title]', HTMLElement);

function titleOf(course: string): string {
  const found = courses().find(({ dataset }) => dataset['courseTitle'] === course);
  return found?.textContent || course;
}

function monthsOf({ from, to }: Debit): string {
  const months = new Intl.DateTimeFormat(language, {
    ...{ month: 'long', year: 'numeric', timeZone: 'UTC' },
  });
  return months.formatRange(from, to - 1);
}

/** Of the site, or of any course. */
function asks(aggregate: Aggregate): boolean {
  const keys = courses().map(({ dataset }) => dataset['courseTitle']);
  return ['', ...keys].some((course) => aggregate.figures(course).length > 0);
}

/** What was told in the last 12 months; nothing where the policy asks for nothing. */
export async function showTold(carrel: Carrel): Promise<void> {
  const aggregate = await carrel.aggregate();
  const { debits, epsilon } = await aggregate.budget();
  byId('told', HTMLElement).hidden = debits.length === 0 && !asks(aggregate);
  showLedger('told-answers', COLUMNS, debits, words.none);
  const sum = debits.length > 0 ? filled(words.sum, spent(epsilon, language)) : '';
  byId('told-sum', HTMLElement).textContent = sum;
}
