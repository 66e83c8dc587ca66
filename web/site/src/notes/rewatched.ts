import type { Carrel } from '../../../src/shared/types';
import { payloads } from '../values';
import { studying } from './notes';
import { Rewatch } from './rewatch';

/** A longer step between two reports of the player is a leap. */
const LEAP_MS = 2000;

/** Notes what of the video is played a second time; its duration is known. */
export function startRewatched(
  carrel: Carrel,
  entity: string,
  course: string,
  video: HTMLVideoElement,
): void {
  const [watched] = payloads(carrel, 'progress.watched', entity, 'intervals');
  const rewatch = new Rewatch(video.duration * 1000, watched?.spans ?? []);
  const place = () => video.currentTime * 1000;
  let last = place();
  video.addEventListener('seeking', () => {
    last = place();
  });
  video.addEventListener('timeupdate', () => {
    const at = place();
    const from = last;
    last = at;
    if (video.seeking || at <= from || at - from > LEAP_MS * video.playbackRate) return;
    for (const segment of rewatch.play([from, at]))
      studying((figures) => figures.mark('rewatched', segment + 1, { course })).catch(reportError);
  });
}
