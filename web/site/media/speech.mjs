import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const RATE = 22050;
const BYTES_PER_SECOND = RATE * 2;
const WAV_HEADER = 44;
const PAUSE = { cue: 0.45, slide: 0.9 };

/** Sixteen-bit mono samples of one spoken sentence, without the WAV header. */
function spoken(text, file) {
  execFileSync('espeak-ng', [
    '-v',
    'en-gb-x-rp',
    '-s',
    '148',
    '-p',
    '38',
    '-g',
    '2',
    '-w',
    file,
    text,
  ]);
  const wav = readFileSync(file);
  if (wav.readUInt32LE(24) !== RATE) throw new Error(`${file}: not ${RATE} Hz`);
  return wav.subarray(WAV_HEADER);
}

const silence = (seconds) => Buffer.alloc(Math.round(seconds * RATE) * 2);

/** Speaks the whole lecture; returns raw samples, cue times and the length of each slide. */
export function speak(slides, directory) {
  const parts = [];
  const cues = [];
  const lengths = [];
  let clock = 0;
  const append = (samples) => {
    parts.push(samples);
    clock += samples.length / BYTES_PER_SECOND;
  };
  for (const slide of slides) {
    const begin = clock;
    append(silence(PAUSE.slide));
    for (const cue of slide.cues) {
      const from = clock;
      append(spoken(cue.say ?? cue.en, `${directory}/cue.wav`));
      cues.push({ ...cue, from, to: clock });
      append(silence(PAUSE.cue));
    }
    lengths.push({ id: slide.id, seconds: clock - begin });
  }
  append(silence(1));
  lengths.at(-1).seconds += 1;
  const raw = `${directory}/speech.raw`;
  writeFileSync(raw, Buffer.concat(parts));
  return { raw, rate: RATE, cues, lengths, seconds: clock };
}
