import type { Unreadable } from './unread.ts';
import type { Way } from './written.ts';

export type Said = {
  readonly fact: Unreadable;
  readonly way: Way;
  /** How the sender calls it. */
  readonly called: string;
  readonly practice: string;
  readonly percent: number;
  readonly othersPercent: number;
  /** People who have nothing of it that is read; undefined where that is not told. */
  readonly without?: number;
};

/** What is asked of the practice, and what it rests on: it may well be right. */
export function questionOf({ fact, way, called, practice }: Said): string {
  const { title } = fact;
  switch (way.kind) {
    case 'unknown-code':
      return `Is ‘${called}’ at ${practice} a record of ${title}?`;
    case 'no-value':
      return `Why can the value of ${title} at ${practice} not be read?`;
    case 'code':
      return `Does ${practice} mean the same by its code for ${title}?`;
    case 'unit':
      return `Is ${title} at ${practice} measured in ${way.unit}?`;
  }
}

export function explained({ fact, way, practice, percent, othersPercent, without }: Said): readonly string[] {
  const shares = `so are the records of ${whole(percent)} of the people of ${practice} who have any, and of ${whole(othersPercent)} at the other practices together.`;
  const uncounted =
    without === undefined
      ? []
      : [`${without} of these people have no other of the last twelve months, and stand as not done.`];
  const titled = fact.title;
  switch (way.kind) {
    case 'unknown-code':
      return [
        `It is written with the code ${plain(way.code)}, which no measure reads: ${shares}`,
        ...uncounted,
        `If it is ${titled}, have it sent with a code that is read (${plain(Object.values(fact.codes).flat()[0] ?? '')} is one), or have two people say that it counts as one. If it is something else, nothing is to be done.`,
      ];
    case 'no-value':
      return [
        `Its value is missing, in a unit that is not known, or beyond what can be: ${shares}`,
        ...uncounted,
        'If results are sent as text or as a document, ask whoever sends them for the number and its unit.',
      ];
    case 'code':
      return [
        `It is written with the code ${plain(way.code)}: ${shares}`,
        'It is counted all the same. If it means something else there, the figures of the practice are not those of the others.',
      ];
    case 'unit':
      return [
        `Its values are written in ${way.unit}: ${shares}`,
        'They are converted and counted. If the unit is a mistake, so are the values.',
      ];
  }
}

function whole(percent: number): string {
  return `${percent > 0 && percent < 1 ? 'under 1' : Math.round(percent)} %`;
}

/** 'XE24T of https://local…' reads better than 'https://local…|XE24T'. */
function plain(code: string): string {
  const [system = '', value = ''] = code.split('|');
  return system === 'undefined' ? `${value}, sent without a system` : `${value} of ${system}`;
}
