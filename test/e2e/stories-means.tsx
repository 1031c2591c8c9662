import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { myCostsPage, personCostsPage } from '../../src/web/money/means/costs.tsx';
import { fieldsOf } from '../../src/web/money/means/fields.ts';
import { careCostPage } from '../../src/web/money/means/one.tsx';
import { tryOutPage } from '../../src/web/money/means/try-out.tsx';
import { ASSESSED, COSTS, MEANS_FORM, MEANS_MADE, WORKED } from './made-up-means.ts';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const ASSESSOR: SignedIn = { name: 'Nadia Farouk', role: 'financial-assessor', organization: 'Vale County Council' };
const PERSON: SignedIn = { name: 'Amina Khan-Williams', role: 'person', organization: '', person: 'Person/p17' };
const TYPED = fieldsOf(MEANS_MADE);

/** What people pay for social care: the sum, the letter, what is disputed, and the form. */
export const MEANS_STORIES: readonly Story[] = [
  story('care-costs', '/care-costs', drawn(tryOutPage, { form: MEANS_FORM, typed: TYPED, worked: WORKED })),
  story('care-cost', '/care-costs/a17', drawn(careCostPage, { of: ASSESSED, own: true }), PERSON),
  story(
    'care-cost-answer',
    '/care-costs/a17',
    drawn(careCostPage, { of: { ...ASSESSED, may: { dispute: false, answer: true } }, own: false }),
  ),
  story(
    'person-care-costs',
    '/people/p17/care-costs',
    drawn(personCostsPage, { found: COSTS, form: MEANS_FORM, typed: TYPED }),
  ),
  story('my-care-costs', '/me/care-costs', drawn(myCostsPage, { found: { ...COSTS, may: { assess: false } } }), PERSON),
  story(
    'my-care-costs-none',
    '/me/care-costs',
    drawn(myCostsPage, { found: { ...COSTS, assessments: [], checklists: [], charged: [], may: { assess: false } } }),
    PERSON,
  ),
];

function drawn<Data extends object>(definition: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(definition, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage, signedIn: SignedIn = ASSESSOR): Story {
  return { name, shell: { page, path, signedIn } };
}
