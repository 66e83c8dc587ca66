import { byId } from './dom';
import { noteFeature } from './notes/notes';
import { filled, texts } from './texts';

interface Progress {
  done?: number;
  total?: number;
  error?: string;
}

/** The switch that keeps a course in this browser's cache, or removes it. */
export async function startKeepOffline(course: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const box = byId('offline', HTMLElement);
  const control = byId('keep-offline', HTMLButtonElement);
  const label = control.querySelector('span');
  const note = byId('offline-note', HTMLElement);
  const show = (text: string, remark: string, kept: boolean) => {
    if (label) label.textContent = text;
    note.textContent = remark;
    control.setAttribute('aria-pressed', String(kept));
    control.disabled = false;
  };
  const showKept = (kept: boolean) =>
    kept
      ? show(texts.offline.kept, texts.offline.keptNote, true)
      : show(texts.offline.keep, texts.offline.note, false);
  const name = `carrel-course-${course}`;

  showKept(await caches.has(name));
  box.hidden = false;
  control.addEventListener('click', async () => {
    control.disabled = true;
    try {
      if (await caches.delete(name)) return showKept(false);
      noteFeature('offline');
      await keep(course, ({ done = 0, total = 0 }) => {
        if (label)
          label.textContent = filled(texts.offline.keeping, {
            done: String(done),
            total: String(total),
          });
      });
      showKept(true);
    } catch {
      show(texts.offline.keep, texts.offline.failed, false);
    }
  });
}

async function keep(course: string, told: (progress: Progress) => void): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  await new Promise<void>((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<Progress>) => {
      if (data.error) reject(new Error(data.error));
      else if (data.done === data.total) resolve();
      else told(data);
    };
    active?.postMessage({ type: 'keep', course }, [port2]);
  });
}
