import type { Carrel } from '../../src/shared/types';
import { byId } from './dom';
import { follow } from './engine';
import { noteFeature } from './notes/notes';
import { PROFILE_ENTITY, prefer } from './preferences';
import { language } from './texts';
import { flag, number } from './values';

/** The lecture is in English: on other pages captions are on until the person says otherwise. */
const CAPTIONS = language !== 'en';

/** Captions and speed: chosen here or in the player's own controls, and kept as preferences. */
export function startPlayerTools(carrel: Carrel, video: HTMLVideoElement): void {
  startSpeed(carrel, video);
  startCaptions(carrel, video);
}

function startSpeed(carrel: Carrel, video: HTMLVideoElement): void {
  const select = byId('speed', HTMLSelectElement);
  const shown = () => Math.round(video.playbackRate * 100);
  select.addEventListener('change', () => {
    noteFeature('speed');
    video.playbackRate = Number(select.value) / 100;
  });
  follow(carrel, ['pref.speed'], () => {
    const speed = number(carrel, 'pref.speed', PROFILE_ENTITY) ?? 100;
    if (speed !== shown()) video.playbackRate = speed / 100;
    select.value = String(speed);
  });
  video.addEventListener('ratechange', () => {
    select.value = String(shown());
    const kept = number(carrel, 'pref.speed', PROFILE_ENTITY) ?? 100;
    if (shown() !== kept) prefer('pref.speed', { shape: 'number', value: shown() });
  });
}

function startCaptions(carrel: Carrel, video: HTMLVideoElement): void {
  const box = byId('captions', HTMLInputElement);
  const tracks = [...video.textTracks];
  const showing = () => tracks.some(({ mode }) => mode === 'showing');
  const show = (on: boolean) => {
    if (on === showing()) return;
    for (const track of tracks) {
      track.mode = on && track.language === language ? 'showing' : 'disabled';
    }
  };
  box.addEventListener('change', () => {
    noteFeature('captions');
    show(box.checked);
  });
  follow(carrel, ['pref.captions'], () => {
    const on = flag(carrel, 'pref.captions', PROFILE_ENTITY) ?? CAPTIONS;
    show(on);
    box.checked = on;
  });
  video.textTracks.addEventListener('change', () => {
    const on = showing();
    box.checked = on;
    const kept = flag(carrel, 'pref.captions', PROFILE_ENTITY) ?? CAPTIONS;
    if (on !== kept) prefer('pref.captions', { shape: 'flag', value: on });
  });
}
