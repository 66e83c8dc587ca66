import { ActiveTime } from './active-time';
import { studying } from './notes';

const EVERY_MS = 15_000;
const USES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll', 'timeupdate'];

/** Adds up the time at work on this page. */
export function startTimeOnTask(course: string, part: string): void {
  const shown = () => document.visibilityState === 'visible';
  const time = new ActiveTime(performance.now(), shown());
  const keep = () => {
    const seconds = time.take(performance.now());
    if (seconds === 0) return;
    studying((figures) => figures.add('time_on_task', seconds, { course, part })).catch(
      reportError,
    );
  };
  const used = () => time.used(performance.now());
  for (const event of USES) addEventListener(event, used, { capture: true, passive: true });
  document.addEventListener('visibilitychange', () => {
    time.shown(performance.now(), shown());
    if (!shown()) keep();
  });
  addEventListener('pagehide', keep);
  setInterval(keep, EVERY_MS);
}
