import type { Carrel } from '../../src/shared/types';
import { byId } from './dom';
import { follow } from './engine';
import { filled, texts } from './texts';
import { payloads } from './values';
import { lengthOf, type Span, WatchBatch } from './watch-batch';

const ITEM = 'progress.watched';
const SVG = 'http://www.w3.org/2000/svg';

/** Keeps which parts of the video were watched, and shows them; its duration is known. */
export function startWatched(carrel: Carrel, entity: string, video: HTMLVideoElement): void {
  const batch = new WatchBatch();
  const keep = (last: boolean) => {
    const spans = batch.due(video.played, last);
    if (spans) carrel.record(ITEM, entity, { shape: 'intervals', spans }).catch(reportError);
  };
  video.addEventListener('timeupdate', () => keep(false));
  for (const event of ['pause', 'seeking', 'ended'])
    video.addEventListener(event, () => keep(true));
  addEventListener('pagehide', () => keep(true));
  follow(carrel, [ITEM], () => {
    const [watched] = payloads(carrel, ITEM, entity, 'intervals');
    show(watched?.spans ?? [], video.duration * 1000);
  });
}

function show(spans: Span[], duration: number): void {
  const strip = byId('watched-strip', SVGSVGElement);
  strip.setAttribute('viewBox', `0 0 ${duration} 1`);
  strip.replaceChildren(...spans.map(bar));
  const n = Math.min(100, Math.round((lengthOf(spans) / duration) * 100));
  byId('watched-share', HTMLElement).textContent = filled(texts.video.watched, { n: String(n) });
}

function bar([from, to]: Span): SVGRectElement {
  const made = document.createElementNS(SVG, 'rect');
  for (const [key, value] of Object.entries({ x: from, width: to - from, height: 1 }))
    made.setAttribute(key, String(value));
  return made;
}
