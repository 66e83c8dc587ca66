/** ε, and e^ε: how many times as likely one guess can become as another; as people read numbers. */
export function spent(epsilon: number, language: string): { epsilon: string; times: string } {
  const figure = (value: number) => value.toLocaleString(language, { maximumSignificantDigits: 3 });
  return { epsilon: figure(epsilon), times: figure(Math.exp(epsilon)) };
}
