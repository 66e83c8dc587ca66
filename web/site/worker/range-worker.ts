/** The part of a whole response that a Range header asks for; without one, all of it. */
export async function sliceOf(whole: Response, range: string | null): Promise<Response> {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return whole;
  const body = await whole.blob();
  const { size } = body;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  const headers = new Headers(whole.headers);
  if (from >= size || from > to) {
    headers.set('Content-Range', `bytes */${size}`);
    headers.delete('Content-Length');
    return new Response(null, { status: 416, headers });
  }
  headers.set('Content-Range', `bytes ${from}-${to}/${size}`);
  headers.set('Content-Length', String(to - from + 1));
  return new Response(body.slice(from, to + 1), { status: 206, headers });
}
