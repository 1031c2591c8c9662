import { day } from '#base';
import type { Deciding } from '#record/contract';

export const DECIDING: Deciding = {
  person: 'Person/p17',
  name: 'LUND, Ada',
  born: day('2012-06-01'),
  mayJudge: true,
  matters: [
    {
      id: 'sharing',
      words: 'Who sees their record',
      who: 'parent',
      why: 'The person is younger than 16 (Family Law Reform Act 1969, section 8); so Rhiannon Maximiliana Featherstonehaugh decides, as parent (Children Act 1989, section 3).',
      open: true,
    },
    {
      id: 'sexual-health',
      words: 'Contraception and sexual health',
      who: 'person',
      why: 'The person decides: understands what it means, as Dr Lund found on 1 May 2026 (Family Law Reform Act 1969, section 8).',
      judgement: {
        on: day('2026-05-01'),
        by: 'Dr Lund',
        reason: 'She said in her own words what it does and what it does not, and whom she would ask.',
        until: day('2030-06-01'),
        enteredBy: 'Ruth Adeyemi',
        at: '2026-05-02T09:00:00Z',
      },
      open: true,
    },
    {
      id: 'mental-health',
      words: 'Care for their mental health',
      who: 'best-interests',
      why: 'The person is younger than 16, and nobody has the power to decide it for them: whoever is responsible for the care decides in their interests.',
      open: true,
    },
  ],
};

/** Of age: nothing is to be judged. */
export const GROWN: Deciding = {
  ...DECIDING,
  born: day('1957-07-04'),
  matters: DECIDING.matters.map(({ id, words }) => ({
    id,
    words,
    who: 'person',
    why: 'The person decides: nobody has found otherwise for this decision.',
    open: false,
  })),
};
