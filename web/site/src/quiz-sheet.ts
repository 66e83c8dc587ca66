import { all, byId } from './dom';
import { filled, texts } from './texts';

/** The answer sheet: thirty fieldsets whose ticked options are bits. */
export class Sheet {
  readonly form = byId('quiz', HTMLFormElement);
  readonly #fields = all('[data-question]', HTMLFieldSetElement);
  readonly #links = all('[data-go]', HTMLAnchorElement);

  get count(): number {
    return this.#fields.length;
  }

  /** Bits of the ticked options, question by question. */
  get answers(): number[] {
    return this.#fields.map(ticked);
  }

  /** Bits of the right options, question by question. */
  get key(): number[] {
    return this.#fields.map(({ dataset }) => Number(dataset['answer']));
  }

  /** The question that an event happened in. */
  questionOf(target: EventTarget | null): number {
    const field = target instanceof Element && target.closest<HTMLElement>('[data-question]');
    return field ? Number(field.dataset['question']) : 0;
  }

  ticked(question: number): number {
    const field = this.#fields[question - 1];
    return field ? ticked(field) : 0;
  }

  /** Ticks what is stored, except where the person is busy. */
  show(answers: number[]): void {
    this.#fields.forEach((field, i) => {
      if (document.hasFocus() && field.contains(document.activeElement)) return;
      for (const input of inputs(field)) input.checked = isSet(answers[i] ?? 0, input);
    });
    this.showCount();
  }

  showCount(): void {
    const { answers } = this;
    const answered = answers.filter((bits) => bits > 0).length;
    byId('quiz-answered', HTMLElement).textContent = filled(texts.quiz.answered, {
      n: String(answered),
      count: String(this.count),
    });
    this.#links.forEach((link, i) => {
      link.toggleAttribute('data-answered', (answers[i] ?? 0) > 0);
    });
  }

  showPlace(question: number): void {
    byId('quiz-place', HTMLElement).textContent = String(question);
    for (const link of this.#links) {
      if (Number(link.dataset['go']) === question) link.setAttribute('aria-current', 'step');
      else link.removeAttribute('aria-current');
    }
  }

  goTo(question: number): void {
    document.getElementById(`q${question}`)?.scrollIntoView();
  }

  /** Marks every question right or wrong, or takes the marks away. */
  mark(marked: boolean): void {
    this.form.toggleAttribute('data-marked', marked);
    const { answers, key } = this;
    this.#fields.forEach((field, i) => {
      const right = answers[i] === key[i];
      this.#links[i]?.toggleAttribute('data-wrong', marked && !right);
      for (const input of inputs(field)) {
        input.disabled = marked;
        input.labels?.[0]?.toggleAttribute('data-right', marked && isSet(key[i] ?? 0, input));
      }
      if (marked) field.dataset['result'] = right ? 'right' : 'wrong';
      else delete field.dataset['result'];
      const verdict = field.querySelector('.verdict');
      const { right: yes, wrong: no } = texts.quiz;
      if (verdict) verdict.textContent = !marked ? '' : right ? yes : no;
    });
  }
}

const inputs = (field: HTMLFieldSetElement) => [...field.querySelectorAll('input')];
const isSet = (bits: number, input: HTMLInputElement) => (bits & (1 << Number(input.value))) !== 0;
const ticked = (field: HTMLFieldSetElement) =>
  inputs(field).reduce(
    (bits, input) => (input.checked ? bits | (1 << Number(input.value)) : bits),
    0,
  );
