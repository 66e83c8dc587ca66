import { describe, expect, it } from 'vitest';
import { sliceOf } from '../site/worker/range-worker';

const whole = () => new Response('0123456789', { headers: { 'Content-Type': 'video/webm' } });

async function asked(range: string | null) {
  const response = await sliceOf(whole(), range);
  const { status, headers } = response;
  return [status, await response.text(), headers.get('Content-Range')];
}

describe('sliceOf', () => {
  it('answers without a range with the whole', async () => {
    expect(await asked(null)).toEqual([200, '0123456789', null]);
  });

  it('cuts the bytes asked for', async () => {
    expect(await asked('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
    expect(await asked('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await asked('bytes=8-99')).toEqual([206, '89', 'bytes 8-9/10']);
  });

  it('counts a suffix from the end', async () => {
    expect(await asked('bytes=-3')).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await asked('bytes=-99')).toEqual([206, '0123456789', 'bytes 0-9/10']);
  });

  it('refuses what lies past the end', async () => {
    expect(await asked('bytes=10-')).toEqual([416, '', 'bytes */10']);
    expect(await asked('bytes=5-2')).toEqual([416, '', 'bytes */10']);
  });

  it('ignores a range that it does not understand', async () => {
    expect(await asked('bytes=0-1,4-5')).toEqual([200, '0123456789', null]);
    expect(await asked('bytes=-')).toEqual([200, '0123456789', null]);
  });

  it('keeps the type', async () => {
    const response = await sliceOf(whole(), 'bytes=0-0');
    expect(response.headers.get('Content-Type')).toBe('video/webm');
    expect(response.headers.get('Content-Length')).toBe('1');
  });
});
