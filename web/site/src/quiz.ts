import './page';
import type { Carrel } from '../../src/shared/types';
import { byId, element } from './dom';
import { follow } from './engine';
import { delivery, handIn, TRANSFERS } from './hand-in';
import { entity, startLesson } from './lesson';
import { noteFailures } from './notes/questions';
import { Sheet } from './quiz-sheet';
import { filled, texts } from './texts';
import { payloads, position } from './values';

const sheet = new Sheet();
const result = byId('quiz-result', HTMLElement);
const submit = byId('quiz-submit', HTMLButtonElement);
const again = byId('quiz-again', HTMLButtonElement);

/** Questions that were answered before the engine was there. */
const early = new Set<number>();
const noteEarly = ({ target }: Event) => early.add(sheet.questionOf(target));
sheet.form.addEventListener('change', noteEarly);

const started = new Promise<Quiz>((resolve) => {
  startLesson((carrel) => {
    sheet.form.removeEventListener('change', noteEarly);
    const quiz = new Quiz(carrel);
    quiz.start();
    resolve(quiz);
  });
});
sheet.form.addEventListener('submit', (event) => {
  event.preventDefault();
  started.then((quiz) => quiz.handIn()).catch(reportError);
});

/** One attempt after the other: answers are kept as they are ticked, and marked at the end. */
class Quiz {
  #attempt = 1;
  #place = 1;
  /** The last attempt is shown with its marks. */
  #reviewing = false;
  #following = false;

  constructor(readonly carrel: Carrel) {}

  start(): void {
    const submitted = this.#submitted();
    this.#attempt = (submitted?.attempt ?? 0) + 1;
    this.#reviewing = submitted !== undefined && this.#answers().length === 0;
    for (const question of early) this.#answer(question);
    follow(this.carrel, ['quiz.answer', 'quiz.attempt', TRANSFERS], () => this.#show());
    follow(this.carrel, ['progress.place'], () => this.#followPlace());
    sheet.form.addEventListener('focusin', ({ target }) => this.#moveTo(sheet.questionOf(target)));
    sheet.form.addEventListener('change', ({ target }) => this.#answer(sheet.questionOf(target)));
    again.addEventListener('click', () => this.#tryAgain());
    document.querySelector('.quiz-map')?.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLAnchorElement) this.#moveTo(Number(target.dataset['go']));
    });
  }

  #submitted() {
    const attempts = payloads(this.carrel, 'quiz.attempt', entity, 'attempt');
    return attempts
      .filter(({ state }) => state === 'submitted')
      .sort((a, b) => b.attempt - a.attempt)[0];
  }

  #answers() {
    const answers = payloads(this.carrel, 'quiz.answer', entity, 'answer');
    return answers.filter(({ attempt }) => attempt === this.#attempt);
  }

  #show(): void {
    const submitted = this.#submitted();
    if (submitted && submitted.attempt >= this.#attempt) {
      this.#attempt = submitted.attempt + 1;
      this.#reviewing = true;
    }
    if (this.#reviewing && submitted) this.#review(submitted);
    else this.#showAnswers();
    submit.hidden = this.#reviewing;
    again.hidden = !this.#reviewing;
    result.hidden = !this.#reviewing;
  }

  #showAnswers(): void {
    const bits = Array.from({ length: sheet.count }, () => 0);
    for (const { question, options } of this.#answers()) bits[question - 1] = options;
    sheet.show(bits);
  }

  #review({ score, max, answers }: { score: number; max: number; answers: number[] }): void {
    sheet.show(answers);
    sheet.mark(true);
    const { text, sent } = delivery(this.carrel, 'quiz.attempt', entity);
    const points = filled(texts.quiz.result, { score: String(score), max: String(max) });
    result.classList.toggle('unsent', !sent);
    result.replaceChildren(
      element('strong', {}, points),
      element('p', {}, texts.quiz.explained),
      element('p', { class: 'small' }, text),
    );
  }

  #followPlace(): void {
    const stored = position(this.carrel, entity);
    if (stored) this.#place = stored.at;
    sheet.showPlace(this.#place);
    if (!this.#following && this.#place > 1 && !this.#reviewing && !location.hash) {
      sheet.goTo(this.#place);
    }
    this.#following = true;
  }

  #moveTo(question: number): void {
    if (question < 1 || question === this.#place || this.#reviewing) return;
    this.#place = question;
    sheet.showPlace(question);
    const place = { shape: 'position', at: question, of: sheet.count } as const;
    this.carrel.record('progress.place', entity, place).catch(reportError);
  }

  #answer(question: number): void {
    if (question < 1 || this.#reviewing) return;
    this.#moveTo(question);
    const [attempt, options] = [this.#attempt, sheet.ticked(question)];
    const answer = { shape: 'answer', attempt, question, options } as const;
    this.carrel.record('quiz.answer', entity, answer).catch(reportError);
    sheet.showCount();
  }

  async handIn(): Promise<void> {
    if (this.#reviewing) return;
    const { answers, key, count: max } = sheet;
    const score = answers.filter((bits, i) => bits === key[i]).length;
    const attempt = this.#attempt;
    const work = { shape: 'attempt', attempt, state: 'submitted', score, max, answers } as const;
    if (!(await handIn(this.carrel, 'quiz.attempt', entity, work))) return;
    if (attempt === 1) noteFailures(answers, key).catch(reportError);
    result.focus();
    result.scrollIntoView({ block: 'center' });
  }

  #tryAgain(): void {
    this.#reviewing = false;
    sheet.mark(false);
    this.#show();
    this.#moveTo(1);
    sheet.goTo(1);
  }
}
