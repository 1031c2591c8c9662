import type { Holder, Role } from '#agreement';
import type { Day } from '#base';

export const OPTION_KINDS = ['other', 'do-nothing', 'not-integrating'] as const;
export type OptionKind = (typeof OPTION_KINDS)[number];

/** What was said of a case for change. Scores are whole numbers from 0 to 10 under 'o1.k2': option and criterion. */
export type CaseSaid =
  | { readonly did: 'problem'; readonly words: string }
  | { readonly did: 'cause'; readonly id: string; readonly words: string }
  | { readonly did: 'evidence'; readonly cause: string; readonly words: string; readonly measure: string }
  | { readonly did: 'option'; readonly id: string; readonly kind: OptionKind; readonly words: string }
  | { readonly did: 'criterion'; readonly id: string; readonly words: string; readonly weight: number }
  | { readonly did: 'panel'; readonly members: readonly Holder[]; readonly until: Day }
  | { readonly did: 'scored'; readonly scores: Readonly<Record<string, number>> }
  | { readonly did: 'paper'; readonly paper: string };

export type CaseDeed = {
  readonly at: Date;
  readonly by: string;
  readonly organization: string;
  readonly role: Role;
  readonly said: CaseSaid;
};

type Of<D extends CaseSaid['did']> = Extract<CaseSaid, { did: D }>;

export type Cause = { readonly id: string; readonly words: string; readonly evidence: readonly Of<'evidence'>[] };

/** The scores of one place of the panel, its last. */
export type Sheet = Holder & { readonly scores: Readonly<Record<string, number>> };

export type CaseState = {
  readonly problem: string;
  readonly causes: readonly Cause[];
  readonly options: readonly Of<'option'>[];
  readonly criteria: readonly Of<'criterion'>[];
  readonly panel?: Of<'panel'>;
  readonly sheets: readonly Sheet[];
  readonly paper?: string;
};

export function caseState(deeds: readonly CaseDeed[]): CaseState {
  const begun: CaseState = { problem: '', causes: [], options: [], criteria: [], sheets: [] };
  return deeds.reduce(after, begun);
}

function after(state: CaseState, { said, organization, role }: CaseDeed): CaseState {
  switch (said.did) {
    case 'problem':
      return { ...state, problem: said.words };
    case 'cause':
      return { ...state, causes: [...state.causes, { id: said.id, words: said.words, evidence: [] }] };
    case 'evidence': {
      const causes = state.causes.map((one) =>
        one.id === said.cause ? { ...one, evidence: [...one.evidence, said] } : one,
      );
      return { ...state, causes };
    }
    case 'option':
      return { ...state, options: [...state.options, said] };
    case 'criterion':
      return { ...state, criteria: [...state.criteria, said] };
    case 'panel':
      return { ...state, panel: said };
    case 'scored': {
      const place = { organization, role } as Holder;
      return {
        ...state,
        sheets: [...state.sheets.filter((one) => !isPlace(one, place)), { ...place, scores: said.scores }],
      };
    }
    case 'paper':
      return { ...state, paper: said.paper };
  }
}

export function isPlace(a: Holder, b: Holder): boolean {
  return a.organization === b.organization && a.role === b.role;
}

/** Nobody sees what others scored before all have, or the last day is over. From then on nobody scores. */
export function isRevealed({ panel, sheets }: Pick<CaseState, 'panel' | 'sheets'>, today: Day): boolean {
  if (!panel || sheets.length === 0) return false;
  return panel.until < today || panel.members.every((member) => sheets.some((sheet) => isPlace(sheet, member)));
}

/** What keeps the programme from going on. */
export function lackingIn(state: CaseState, decided: 'agreed' | 'not-yet', today: Day): readonly string[] {
  const { problem, causes, options } = state;
  const bare = causes.filter(({ evidence }) => evidence.length === 0);
  return [
    ...(problem === '' ? ['the problem'] : []),
    ...(causes.length === 0 ? ['a cause'] : []),
    ...bare.map(({ words }) => `evidence for the cause “${words}”`),
    ...(options.length < 3 ? [`three options (there ${options.length === 1 ? 'is' : 'are'} ${options.length})`] : []),
    ...(options.some(({ kind }) => kind === 'do-nothing') ? [] : ['the option of doing nothing']),
    ...(isRevealed(state, today) ? [] : ['the scores of the panel']),
    ...(decided === 'agreed' ? [] : ['the decision of the board']),
  ];
}
