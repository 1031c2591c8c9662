import type { SponsorView } from '#governance/contract';
import { Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Deed, type ProgrammeShown } from './parts.tsx';

const STANDING: Readonly<Record<SponsorView['standing'], readonly [Tone, string]>> = {
  none: ['concern', 'nobody'],
  active: ['done', 'seen'],
  silent: ['concern', 'not seen for 60 days'],
  ended: ['concern', 'office ended'],
};

/** Who stands for the programme in public, what was seen of it, and until when they can. */
export function Sponsor({ programme, typed }: ProgrammeShown) {
  const { sponsor, before, may } = programme;
  return (
    <Section title="Who stands for it in public">
      {sponsor === undefined ? (
        <Empty title="Nobody yet">
          <p>Somebody with an office that counts, who is seen to stand for it.</p>
        </Empty>
      ) : (
        <ul class="item-list">
          {[sponsor, ...before].map((one) => (
            <Row key={`${one.name} ${one.seen}`} of={one} />
          ))}
        </ul>
      )}
      {may.see && sponsor !== undefined && sponsor.standing !== 'ended' && (
        <Deed did="sponsor-act" words="Write down a visible act" said="The act is written down." typed={typed}>
          <Field label="Day" name="on" id="act-on" type="date" required />
          <Field label="What was seen, and where" name="words" id="act-words" required />
        </Deed>
      )}
      {may.lead && sponsor !== undefined && sponsor.standing !== 'ended' && (
        <Deed
          did="sponsor-ended"
          words="The office ended"
          said="It is a risk from now on; a successor and a briefing are due today."
          typed={typed}
          button="It ended today"
        >
          <Field label="How it ended" name="why" id="ended-why" hint="An election, another post." required />
        </Deed>
      )}
      {may.lead && (
        <Deed
          did="sponsor"
          words={sponsor ? 'Name who follows' : 'Name somebody'}
          said="The sponsor is named."
          typed={typed}
        >
          <Field label="Name" name="name" id="sponsor-name" required />
          <Field label="Office" name="office" id="sponsor-office" required />
          <Field
            label="The office ends on"
            name="until"
            id="sponsor-until"
            type="date"
            hint="Empty where it has no end."
          />
        </Deed>
      )}
    </Section>
  );
}

function Row({ of }: { readonly of: SponsorView }) {
  const [tone, words] = STANDING[of.standing];
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.name}</Words>
      </span>
      <span class="item-fact">
        <Tag tone={tone}>{words}</Tag>
      </span>
      <span class="item-words meta">
        <bdi>
          <Words>{of.office}</Words>
          {of.until !== undefined && (
            <>
              , until <When at={of.until} />
            </>
          )}
          . {of.why !== undefined && <Words>{of.why}</Words>}
        </bdi>
      </span>
      {of.acts.map(({ on, words: what, by }) => (
        <span class="item-words" key={`${on} ${what}`}>
          <bdi>
            <When at={on} />: <Words>{what}</Words>{' '}
            <span class="meta">
              Written down by <Words>{by}</Words>.
            </span>
          </bdi>
        </span>
      ))}
    </li>
  );
}
