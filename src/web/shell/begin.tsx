import { renderToString } from 'preact-render-to-string';
import { KINDS } from '../governance/partnership.tsx';
import type { OpenedPage } from '../page.ts';
import { Button, Choice, Field } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';

export type BeginShown = {
  /** What the address of the page proves. */
  readonly key: string;
  readonly problem?: string;
  readonly typed?: URLSearchParams;
};

/** The first page of an installation that nobody has used: names the partnership, its host, and who is the first to sign in. */
export function beginPage({ key, problem, typed }: BeginShown): OpenedPage {
  const was = (name: string) => typed?.get(name) ?? '';
  return {
    title: 'Begin a partnership',
    html: renderToString(
      <div class="page narrow">
        <PageHead
          title="Begin a partnership"
          under="Nobody uses this installation yet. Name the partnership, and the organisation that keeps its list of partners."
        />
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <Section title="What it is called, and who begins">
          <form method="post" action="/begin" class="form">
            <input type="hidden" name="key" value={key} />
            <Field label="Name of the partnership" name="partnership" required value={was('partnership')} />
            <Field label="The organisation that hosts it" name="name" required value={was('name')} />
            <Field
              label="Its code"
              name="code"
              required
              hint="Its organisation code, such as QU9: letters, digits, points and dashes."
              value={was('code')}
            />
            <Choice label="What it is in law" name="kind" value={was('kind')} options={KINDS} />
            <Field
              label="Your name"
              name="person"
              required
              hint="You lead information governance there, and invite everybody else. Next you add a passkey, or an app that shows codes."
              value={was('person')}
            />
            <p class="actions">
              <Button kind="main">Begin</Button>
            </p>
          </form>
        </Section>
      </div>,
    ),
  };
}
