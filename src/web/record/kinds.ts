import { CLASS_WORDS, DATA_CLASSES, type DataClass, LABEL_WORDS, LABELS } from '#agreement';
import type { Part } from '#record/contract';
import type { Option } from '../parts/form.tsx';

/** Not names and contact details, by which people are found, nor what is about nobody. */
const CLASSES: readonly DataClass[] = DATA_CLASSES.filter(
  (one) => !['directory', 'demographics', 'administrative', 'other'].includes(one),
);

/** Parts of a record that a person can speak of apart. */
export const PARTS: readonly Option[] = [
  ...CLASSES.map((one) => ({ value: `class ${one}`, words: `All ${CLASS_WORDS[one]}` })),
  ...LABELS.map((one) => ({ value: `label ${one}`, words: `What is marked ${LABEL_WORDS[one]}` })),
];

/** 'class results', as the form gives it back. */
export function partIn(value: string): Part | undefined {
  const [kind = '', named = ''] = value.split(' ');
  const cls = CLASSES.find((one) => one === named);
  const label = LABELS.find((one) => one === named);
  if (kind === 'class' && cls) return { kind, cls };
  return kind === 'label' && label ? { kind, label } : undefined;
}
