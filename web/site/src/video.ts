import './page';
import type { Carrel } from '../../src/shared/types';
import { byId } from './dom';
import { follow } from './engine';
import { entity, startLesson } from './lesson';
import { startRewatched } from './notes/rewatched';
import { startPlayerTools } from './player-tools';
import { startRecall } from './recall';
import { startTranscript } from './transcript';
import { position } from './values';
import { startWatched } from './watched';

const EVERY_MS = 2000;
/** Positions closer than this are the same place. */
const NEAR_MS = 1000;

const video = byId('video', HTMLVideoElement);
const course = document.body.dataset['course'] ?? '';
const place = () => Math.round(video.currentTime * 1000);
const near = (a: number, b: number) => Math.abs(a - b) < NEAR_MS;

startTranscript(video);
startLesson((carrel) => {
  startPlayerTools(carrel, video);
  startRecall(carrel, `course/${course}/reading`);
  const start = () => {
    resume(carrel);
    startRewatched(carrel, entity, course, video);
    startWatched(carrel, entity, video);
  };
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) start();
  else video.addEventListener('loadedmetadata', start, { once: true });
});

/** Goes to where the person stopped, and from then on keeps the place. */
function resume(carrel: Carrel): void {
  let kept = 0;
  const keep = () => {
    const at = place();
    if (at === kept || (near(at, kept) && !video.paused)) return;
    kept = at;
    const of = Math.round(video.duration * 1000);
    carrel.record('progress.place', entity, { shape: 'position', at, of }).catch(reportError);
  };
  // The person was quicker than the engine.
  if (place() > 0) keep();
  follow(carrel, ['progress.place'], () => {
    const stored = position(carrel, entity);
    if (!stored || !video.paused || near(stored.at, place())) return;
    kept = stored.at;
    video.currentTime = stored.at / 1000;
  });
  video.addEventListener('pause', keep);
  video.addEventListener('timeupdate', () => {
    if (!video.paused && Math.abs(place() - kept) >= EVERY_MS) keep();
  });
  video.addEventListener('seeking', () => {
    if (!near(place(), kept)) keep();
  });
  addEventListener('pagehide', () => {
    if (!near(place(), kept)) keep();
  });
}
