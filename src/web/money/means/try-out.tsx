import { accepted } from '#fhir';
import type { MeansForm, Worked } from '#money/contract';
import type { PageDefinition } from '../../page.ts';
import { Button, Post } from '../../parts/form.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { MEANS } from '../../shell/places.ts';
import { meansFrom } from './fields.ts';
import { MeansFields } from './form.tsx';
import { Comes, Sum } from './sum.tsx';

export type TryOutShown = { readonly form: MeansForm; readonly typed: URLSearchParams; readonly worked?: Worked };

/** What would somebody pay for care? Nothing is kept, nobody is named. */
export const tryOutPage: PageDefinition<TryOutShown> = {
  path: '/care-costs',
  policy: { allow: 'roles', roles: MEANS },
  title: () => 'What care costs',
  loader: async ({ money, access, typed, today }) => {
    const form = await money.means.form(access, typed?.get('on') ?? undefined);
    if (!form.ok) return form;
    const shown = { form: form.value, typed: typed ?? new URLSearchParams({ on: today }) };
    const means = typed && meansFrom(typed);
    const worked = means?.ok ? await money.means.workOut(access, means.value) : undefined;
    return accepted(worked?.ok ? { ...shown, worked: worked.value } : shown);
  },
  actions: {
    'work-out': async ({ money, access }, form) => {
      const means = meansFrom(form);
      if (!means.ok) return means;
      const worked = await money.means.workOut(access, means.value);
      return worked.ok ? accepted({ to: '/care-costs', again: true }) : worked;
    },
  },
  Page: ({ form, typed, worked }) => (
    <div class="page narrow">
      <PageHead title="What care costs" under="Work out what somebody would pay. Nothing is kept." />
      {worked && <Comes of={worked} />}
      {worked && <Sum of={worked} />}
      <Section title={worked ? 'Change something' : 'Work it out'}>
        <Post action="work-out">
          <MeansFields of={form} typed={typed} />
          <p class="actions">
            <Button kind="main">Work it out</Button>
          </p>
        </Post>
      </Section>
    </div>
  ),
};
