import './page';
import type { Carrel } from '../../src/shared/types';
import { byId, element } from './dom';
import { follow, withEngine } from './engine';
import { delivery, handIn, TRANSFERS } from './hand-in';
import { entity, startLesson } from './lesson';
import { filled, texts } from './texts';
import { payloads } from './values';

const field = byId('essay', HTMLTextAreaElement);
const status = byId('essay-status', HTMLElement);

function showWords(): void {
  const n = String(field.value.trim().split(/\s+/).filter(Boolean).length);
  byId('essay-words', HTMLElement).textContent = filled(texts.essay.words, { n });
}

function download(): void {
  const address = URL.createObjectURL(new Blob([field.value], { type: 'text/plain' }));
  element('a', { href: address, download: 'essay.txt' }).click();
  URL.revokeObjectURL(address);
}

field.addEventListener('input', showWords);
field.addEventListener('carrel:restored', showWords);
byId('essay-download', HTMLButtonElement).addEventListener('click', download);
showWords();

byId('essay-submit', HTMLButtonElement).addEventListener('click', () => {
  withEngine((carrel) => submitEssay(carrel).catch(() => say(texts.essay.failed)));
});

startLesson((carrel) => {
  follow(carrel, ['essay.submission', TRANSFERS], () => showHandedIn(carrel));
});

async function submitEssay(carrel: Carrel): Promise<void> {
  const text = field.value;
  if (!text.trim()) return say(texts.essay.empty);
  const work = { shape: 'submission', text } as const;
  if (!(await handIn(carrel, 'essay.submission', entity, work))) return;
  await carrel.record('draft.text', entity, { shape: 'draft', text, state: 'sent' });
  field.value = '';
  showWords();
  status.scrollIntoView({ block: 'nearest' });
}

function showHandedIn(carrel: Carrel): void {
  const [submitted] = payloads(carrel, 'essay.submission', entity, 'submission');
  if (!submitted) return;
  const { text, sent } = delivery(carrel, 'essay.submission', entity);
  const open = status.querySelector('details')?.open === true;
  const last = element(
    'details',
    open ? { open: '' } : {},
    element('summary', {}, texts.essay.showLast),
    element('p', { class: 'handed-in' }, submitted.text),
  );
  status.classList.toggle('unsent', !sent);
  say(
    texts.essay.handedIn,
    element('p', {}, text),
    element('p', { class: 'small' }, texts.essay.again),
    last,
  );
}

function say(title: string, ...more: Node[]): void {
  status.hidden = false;
  status.replaceChildren(element('strong', {}, title), ...more);
}
