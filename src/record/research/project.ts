import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { NewResearch } from './contract.ts';

const WORDS = {
  title: { most: 120, text: 'Give the project a name, in up to 120 letters.' },
  why: { most: 1_000, text: 'Say what the research is for, in 20 to 1000 letters, as people read it.', least: 20 },
  takes: { most: 1_000, text: 'Say what is taken of the record, in 20 to 1000 letters, as people read it.', least: 20 },
  approval: { most: 300, text: 'Say who approved it and under which number: an ethics committee, an authority.' },
} as const;

/** As a Consent carries it in `policy.uri`: one word, which no two projects share. */
const REFERENCE = /^\S{3,100}$/;

export type CheckedProject = Omit<NewResearch, 'until'> & { readonly until: Day };

/** Whether people can be asked so: each of them reads these words and no others. */
export function checkedProject(project: NewResearch, today: Day): Outcome<CheckedProject> {
  const id = project.id.trim();
  if (!REFERENCE.test(id)) {
    const text =
      'Give the reference by which consents name it: 3 to 100 letters without a space, such as urn:iras:301234.';
    return refuse('value', 'record.research-reference', text, 'id');
  }
  for (const name of ['title', 'why', 'takes', 'approval'] as const) {
    const { most, text, ...rest } = WORDS[name];
    const length = project[name].trim().length;
    const least = 'least' in rest ? rest.least : 3;
    if (length < least || length > most) return refuse('required', 'record.research-words', text, name);
  }
  if (!isDay(project.until) || project.until < today) {
    return refuse('value', 'record.research-until', 'Give the last day, today or later.', 'until');
  }
  const [title, why, takes, approval] = [project.title, project.why, project.takes, project.approval].map((one) =>
    one.trim(),
  ) as [string, string, string, string];
  return accepted({ id, title, why, takes, approval, until: project.until });
}

export function noProject(): Outcome<never> {
  return refuse('not-found', 'record.no-research', 'There is no such project. Open the page again.', 'project');
}
