import { PEERS } from './peers';
import { productSaver } from './product';
import type { Saver } from './saver';

/** Bytes of the text, of which each key press changes one. */
const TEXT_BYTES = 1024;

const field = document.createElement('textarea');
let saver: Saver;
let typed = 0;

const isPeer = (name: string): name is keyof typeof PEERS => Object.hasOwn(PEERS, name);

/** Makes ready one way of saving: a peer's name, or a profile of the product. */
export async function prepare(name: string): Promise<void> {
  field.value = 'A'.repeat(TEXT_BYTES);
  field.dataset['carrelEntity'] = 'bench/essay';
  field.dataset['carrelDraft'] = 'draft.text';
  document.body.append(field);
  saver = await (isPeer(name) ? PEERS[name]() : productSaver(name));
}

/** In milliseconds from the press. */
export interface Press {
  /** Until the page can take the next event. */
  blocked: number;
  /** Until the text is kept. */
  kept: number;
}

/** Presses keys, `gap` milliseconds between them. */
export async function press(count: number, gap: number): Promise<Press[]> {
  const presses: Press[] = [];
  for (let i = 0; i < count; ++i) {
    await new Promise((resolve) => setTimeout(resolve, gap));
    presses.push(await pressOne(typed++));
  }
  return presses;
}

async function pressOne(n: number): Promise<Press> {
  const [round, place] = [Math.floor(n / TEXT_BYTES), n % TEXT_BYTES];
  const letter = String.fromCharCode(97 + ((round + place) % 26));
  const pressed = performance.now();
  field.setRangeText(letter, place, place + 1, 'end');
  const saving = saver.save(field);
  // As any page is told of a press, whoever listens.
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await nextTask();
  const blocked = performance.now() - pressed;
  await saving;
  return { blocked, kept: performance.now() - pressed };
}

const tasks = new MessageChannel();

/** After the handlers, and the microtasks that they left. */
function nextTask(): Promise<unknown> {
  return new Promise((resolve) => {
    tasks.port1.onmessage = resolve;
    tasks.port2.postMessage(null);
  });
}
