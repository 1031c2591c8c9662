import { day } from '#base';
import { compile, type GivenItem, type Program } from '#forms';
import type { FormAsk, FormRow, FormsList, FormVersion } from '#record/contract';
import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import feet from '../../packs/forms/feet-at-home/questionnaire.json' with { type: 'json' };
import { fillingOf } from '../../src/web/form/filling.ts';
import { answerPage } from '../../src/web/forms/answer.tsx';
import { fillPage, myFillPage } from '../../src/web/forms/fill.tsx';
import { formPage } from '../../src/web/forms/form.tsx';
import { formsPage } from '../../src/web/forms/list.tsx';
import { publishFormPage } from '../../src/web/forms/publish.tsx';
import { formVersionsPage } from '../../src/web/forms/versions.tsx';
import { myFormsPage } from '../../src/web/forms/mine.tsx';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const NURSE: SignedIn = { name: 'Ruth Adeyemi', role: 'practice-nurse', organization: 'Elm Tree Surgery' };
const PERSON: SignedIn = { name: 'Amina Khan-Williams', role: 'person', organization: '', person: 'Person/p17' };

const program = read();
const FORM: FormRow = {
  id: 'feet-at-home',
  canonical: 'urn:concord:questionnaire:feet-at-home|1',
  title: program.title,
  description: program.description,
};
const ABOUT = { person: 'Person/p17', name: 'KHAN-WILLIAMS, Amina' };
const ASK: FormAsk = {
  id: 'k1',
  form: FORM.id,
  title: FORM.title,
  organization: 'Vale Community Trust',
  by: 'Nadia Rahman',
  words: 'Before the joint clinic.',
  until: day('2026-07-09'),
};
const LIST: FormsList = {
  forms: [FORM, { ...FORM, id: 'f2', title: 'التقييم المنزلي', description: 'نموذج واحد' }],
  mayPublish: true,
  asked: [ASK],
  begun: [
    {
      title: FORM.title,
      page: '/forms/feet-at-home/fill?about=p17',
      at: '2026-06-24T09:12:00Z',
      until: day('2026-07-24'),
    },
  ],
  answered: [],
};
const ITEMS: readonly GivenItem[] = [
  {
    linkId: 'looked',
    text: 'Who looks at the feet?',
    answer: [{ valueCoding: { code: 'self', display: 'The person' } }],
  },
  { linkId: 'wound', text: 'Is there a wound or a sore place?', answer: [{ valueBoolean: true }] },
  {
    linkId: 'wounds',
    text: 'Wound',
    item: [
      { linkId: 'where', text: 'Where is it?', answer: [{ valueString: 'Left heel' }] },
      { linkId: 'days', text: 'For how many days?', answer: [{ valueInteger: 12 }] },
    ],
  },
];
const TYPED = new URLSearchParams([
  ['wound:0', 'true'],
  ['wounds:rows', '2'],
  ['wounds:0/where:0', 'كعب القدم'],
  ['wounds:0/days:0', '900'],
  ['do', 'send'],
]);
const SHEET = { form: FORM, program, about: ABOUT, sheet: 's1' };
const shown = (typed?: URLSearchParams) => ({ filling: fillingOf(program, typed, ZONE), number: 's1', reason: '' });

const CHANGES = [
  { linkId: 'shoes', words: 'The question “Do the shoes fit?” is new.' },
  { linkId: 'wound', words: 'The question “Is there a wound?” is worded “هل يوجد جرح؟” now.' },
];
const VERSIONS: readonly [FormVersion, FormVersion] = [
  { id: 'f3', version: '2', active: true, by: 'Nadia Rahman', at: '2026-06-23T10:00:00Z', changes: CHANGES },
  { id: FORM.id, version: '1', active: false },
];

/** Forms: the list, one form, filling it in by staff and by the person, and what was answered. */
export const FORM_STORIES: readonly Story[] = [
  story('forms', '/forms', drawn(formsPage, { list: LIST })),
  story(
    'forms-empty',
    '/forms',
    drawn(formsPage, { list: { forms: [], mayPublish: false, asked: [], begun: [], answered: [] } }),
  ),
  story(
    'form',
    '/forms/feet-at-home',
    drawn(formPage, {
      view: {
        form: FORM,
        program,
        active: true,
        versions: 2,
        about: ABOUT,
        answers: [{ id: 'r1', at: '2026-06-20T10:00:00Z', by: 'Ruth Adeyemi', amended: true }],
        partners: [{ organization: 'Organization/elm', name: 'Elm Tree Surgery' }],
      },
    }),
  ),
  story(
    'form-publish',
    '/forms/publish',
    drawn(publishFormPage, {
      text: JSON.stringify(feet, undefined, 2),
      tried: { text: '{}', version: '2', program, former: VERSIONS[1], changes: CHANGES, seen: FORM.id },
      preview: fillingOf(program, undefined, ZONE),
    }),
  ),
  story('form-publish-empty', '/forms/publish', drawn(publishFormPage, { text: '' })),
  story(
    'form-versions',
    '/forms/feet-at-home/versions',
    drawn(formVersionsPage, { found: { form: FORM, versions: VERSIONS }, mayPublish: true }),
  ),
  story('form-fill', '/forms/feet-at-home/fill', drawn(fillPage, { sheet: SHEET, ...shown(), own: false })),
  story(
    'form-fill-wrong',
    '/forms/feet-at-home/fill',
    drawn(fillPage, {
      sheet: { ...SHEET, draft: { fields: '', at: '2026-06-24T09:12:00Z', until: day('2026-07-24') } },
      ...shown(TYPED),
      own: false,
    }),
  ),
  story(
    'form-mine',
    '/me/forms/k1',
    drawn(myFillPage, { sheet: { ...SHEET, ask: ASK }, ...shown(), own: true }),
    PERSON,
  ),
  story('forms-mine', '/me/forms', drawn(myFormsPage, { list: LIST }), PERSON),
  story(
    'form-answer',
    '/forms/answers/r1',
    drawn(answerPage, {
      own: false,
      of: {
        id: 'r1',
        form: FORM,
        title: FORM.title,
        items: ITEMS,
        status: 'amended',
        at: '2026-06-20T10:00:00Z',
        by: 'Ruth Adeyemi',
        about: ABOUT,
        amendments: [{ at: '2026-06-21T08:00:00Z', by: 'Ruth Adeyemi', reason: 'The heel was left out.' }],
        may: { amend: true },
      },
    }),
  ),
];

function drawn<Data extends object>(definition: PageDefinition<Data>, data: Data): OpenedPage {
  return draw(definition, data, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage, signedIn: SignedIn = NURSE): Story {
  return { name, shell: { page, path, signedIn } };
}

function read(): Program {
  const compiled = compile(feet);
  if (!compiled.ok) throw new Error(compiled.refusals[0].text);
  return compiled.value;
}
