import {
  type Carrel,
  CarrelError,
  type CarrelPage,
  type DecisionDetail,
  open,
  type Payload,
  type Saved,
  type StoredRow,
} from 'carrel';

const note: Payload = { shape: 'draft', text: 'Red, not brown', state: 'open' };
// @ts-expect-error: a place is a number
export const wrong: Payload = { shape: 'position', at: '61', of: 122 };

export async function keep(): Promise<Saved | string> {
  const page: CarrelPage | undefined = window.carrel;
  if (page?.allowed('functional') !== true) return 'denied';
  const engine: Carrel = await page.engine();
  try {
    return await engine.record('draft.text', 'notes', note);
  } catch (error) {
    return error instanceof CarrelError ? `${error.code} ${error.where}` : 'unknown';
  }
}

export async function titles(policyUrl: string): Promise<string[]> {
  const engine = await open({ policyUrl, transport: 'none', language: 'de' });
  const rows: StoredRow[] = engine.stored();
  engine.close();
  return rows.map(({ title }) => title);
}

addEventListener('carrel:decision', ({ detail }: CustomEvent<DecisionDetail>) => {
  document.title = detail.choice;
});
