import type { Said } from './ledger';
import type { Random } from './random';
import type { Tab } from './victim';

const COURSE = '/en/courses/privacy/';
const MARK = 'carrel-kills ';

export const LESSONS = ['essay', 'quiz', 'video'] as const;
export type Lesson = (typeof LESSONS)[number];

/** What a line of the console says; null for the page's own. */
export function heard(line: string): Said | null {
  return line.startsWith(MARK) ? (JSON.parse(line.slice(MARK.length)) as Said) : null;
}

let pages = 0;

/** Opens a lesson and from then on has the page say what its engine is asked and answers. */
export async function open(tab: Tab, origin: string, lesson: Lesson): Promise<void> {
  await tab.goto(`${origin}${COURSE}${lesson}.html`);
  await tab.evaluate(
    async ([mark, page]) => {
      const engine = await window.carrel?.engine();
      if (!engine) throw new Error('there is no engine');
      const record = engine.record.bind(engine);
      const say = (said: object) => console.debug(mark + JSON.stringify({ page, ...said }));
      let calls = 0;
      engine.record = async (item, entity, payload, requested) => {
        const call = ++calls;
        say({ call, begun: Date.now(), item, entity, payload });
        const saved = await record(item, entity, payload, requested);
        say({ call, saved, at: Date.now() });
        return saved;
      };
    },
    [MARK, ++pages] as const,
  );
}

/** Accepts all on the first visit. */
export function accept(tab: Tab): Promise<void> {
  return tab.evaluate(async () => {
    const engine = await window.carrel?.engine();
    const purposes = ['drafts', 'preferences', 'resume'];
    if (engine?.decision().choice !== 'granted')
      await engine?.choose('granted', purposes, '0'.repeat(64));
  }, null);
}

const ACTS: Record<Lesson, (tab: Tab, draw: Random, note: string) => Promise<void>> = {
  essay: (tab, draw, note) =>
    tab.evaluate(
      ([text, words]) => {
        const field = document.querySelector<HTMLTextAreaElement>('#essay');
        if (!field) return;
        field.value = field.value.startsWith(text) ? `${field.value} ${words}` : text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      [note, draw.below(2 ** 32).toString(36)] as const,
    ),
  quiz: (tab, draw) =>
    tab.evaluate(
      ([question, option]) => {
        const inputs = document.querySelectorAll<HTMLInputElement>(
          `[data-question="${question}"] input`,
        );
        inputs[option % inputs.length]?.click();
      },
      [1 + draw.below(30), draw.below(60)] as const,
    ),
  video: (tab, draw) =>
    tab.evaluate((part) => {
      const video = document.querySelector<HTMLVideoElement>('#video');
      if (!video || Number.isNaN(video.duration)) return;
      video.muted = true;
      video.playbackRate = 8;
      if (video.paused) video.play().catch(() => {});
      video.currentTime = video.duration * part;
    }, draw.below(1000) / 1000),
};

/** Works in the lesson that is open. */
export async function work(
  tab: Tab,
  lesson: Lesson,
  { note, acts, draw, ended }: { note: string; acts: number; draw: Random; ended?: AbortSignal },
): Promise<void> {
  for (let left = acts; left > 0 && !ended?.aborted; left--) {
    await ACTS[lesson](tab, draw, note);
    await new Promise((resolve) => setTimeout(resolve, draw.below(20)));
  }
}

/** Goes from lesson to lesson, working in each, until the signal aborts. */
export async function learn(
  tab: Tab,
  origin: string,
  { note, draw, ended }: { note: string; draw: Random; ended: AbortSignal },
): Promise<void> {
  try {
    for (let lessons: Lesson[] = []; !ended.aborted; ) {
      if (lessons.length === 0) lessons = draw.shuffled(LESSONS);
      const lesson = lessons.pop() ?? 'essay';
      await open(tab, origin, lesson);
      await work(tab, lesson, { note, acts: 15 + draw.below(25), draw, ended });
    }
  } catch (error) {
    // It ends in the midst of an act.
    if (!ended.aborted) throw error;
  }
}

/** Until the page says that its work is in this state. */
export function untilSaveState(tab: Tab, state: 'saved' | 'unsaved'): Promise<string> {
  return tab.evaluate(
    (wanted) =>
      new Promise<string>((resolve) => {
        const element = document.querySelector<HTMLElement>('#save-state');
        const look = () => {
          if (element?.dataset['state'] === wanted) resolve(element.innerText);
          else setTimeout(look, 10);
        };
        look();
      }),
    state,
  );
}
