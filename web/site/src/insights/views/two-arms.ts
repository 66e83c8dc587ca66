import { filled } from '../../texts';
import type { Answer } from '../answers';
import type { Labels } from '../labels';
import { say } from '../say';
import { compared, inWords, mark, type Plot, type Scene, type View } from './view';

const { plots, findings } = say;

/** The symbols of those who did, and of all, of one arm. */
type Arm = [did: number[], among: number[]];

const arm = (labels: Labels, did: string, not: string): Arm => {
  const [yes, no] = [labels.symbolOf(did), labels.symbolOf(not)];
  return [[yes], [yes, no]];
};

/** Two arms of one figure side by side, with the difference in words. */
function sideBySide(
  answer: Answer,
  arms: { title: string; arm: Arm }[],
  titles: { title: string; head: string },
  more: string,
): Plot {
  const marks = arms.map(({ title, arm: [did, among] }) =>
    mark({ full: title, short: title }, answer.rate(did, among), answer),
  );
  const [one, other] = arms;
  const by = one && other ? answer.rateDifference(one.arm, other.arm) : null;
  const finding = compared(more, one?.title ?? '', other?.title ?? '', by);
  return { ...titles, form: 'rows', marks, finding };
}

/** The arm was drawn on the device. */
export function retention({ answers: [answer], labels }: Scene): View {
  if (!answer) return { finding: findings.none, plots: [] };
  const arms = (['a', 'b'] as const).map((key) => ({
    title: say.arms[key],
    arm: arm(labels, `${key}_kept`, `${key}_forgot`),
  }));
  const { finding = '', ...plot } = sideBySide(answer, arms, plots.kept, findings.kept);
  return { finding, plots: [plot] };
}

export function groups({ answers, labels }: Scene): View {
  const made = answers
    .filter(({ released }) => released)
    .map((answer) => {
      const part = labels.part(answer.figure.part).full;
      const arms = (['with', 'without'] as const).map((key) => ({
        title: say.groups[key],
        arm: arm(labels, `${key}_finished`, `${key}_unfinished`),
      }));
      const { title, head } = plots.group;
      return sideBySide(answer, arms, { title: filled(title, { part }), head }, findings.finish);
    });
  const [only] = made;
  if (!only || made.length > 1) return { finding: '', plots: made };
  const { finding = '', ...plot } = only;
  return { finding, plots: [plot] };
}

export function enrolment({ answers: [answer], labels }: Scene): View {
  if (!answer) return { finding: findings.none, plots: [] };
  const arms = (['phone', 'tablet', 'desk'] as const).map((device) => ({
    title: say.words.all[device],
    arm: arm(labels, `${device}_left`, `${device}_enrolled`),
  }));
  const marks = arms.map(({ title, arm: [did, among] }) =>
    mark({ full: title, short: title }, answer.rate(did, among), answer),
  );
  const [phone, , desk] = arms;
  const by = phone && desk ? answer.rateDifference(phone.arm, desk.arm) : null;
  const [first] = marks;
  const said = first && filled(findings.leave, { title: first.full, value: inWords(first) });
  return {
    finding: [said, compared(findings.left, say.words.all.phone, say.words.all.desk, by)].join(' '),
    plots: [{ ...plots.left, form: 'rows', marks }],
  };
}
