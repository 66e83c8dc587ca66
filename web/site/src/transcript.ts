import { all } from './dom';
import { noteFeature } from './notes/notes';

/** The transcript's times lead into the video, and its line being spoken is marked. */
export function startTranscript(video: HTMLVideoElement): void {
  const links = all('.transcript a', HTMLAnchorElement);
  const starts = links.map(({ dataset }) => Number(dataset['seconds']));
  links.forEach((link, i) => {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      video.currentTime = starts[i] ?? 0;
      noteFeature('transcript');
    });
  });
  video.addEventListener('timeupdate', () => {
    const current = starts.filter((start) => start <= video.currentTime + 0.05).length - 1;
    links.forEach((link, i) => {
      const line = link.nextElementSibling;
      if (i === current) line?.setAttribute('aria-current', 'true');
      else line?.removeAttribute('aria-current');
    });
  });
}
