import { type Access, CLASS_WORDS, DATA_CLASSES, LABEL_WORDS, LABELS } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Services } from '#joint';
import { selfOf } from '../rights/whose.ts';
import type { InPlace } from './contract.ts';

/** Who sits in the person's place in their record, and what of it they do not see: for whoever sees the whole of it. */
export async function inPlace(services: Services, access: Access): Promise<Outcome<readonly InPlace[]>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const now = services.now();
  const sitting = (await services.proxies?.of(`Person/${self.value.person}`)) ?? [];
  return accepted(
    sitting.map(({ seat, name, as, begins, ends, kept }) => ({
      seat,
      name,
      as,
      ...(begins !== undefined && begins > now ? { from: new Date(begins).toISOString() } : {}),
      ...(ends === undefined ? {} : { until: new Date(ends).toISOString() }),
      without: [
        ...DATA_CLASSES.filter((_, at) => (kept.classes & (1 << at)) !== 0).map((one) => CLASS_WORDS[one]),
        ...LABELS.filter((_, at) => (kept.labels & (1 << at)) !== 0).map((one) => `what is marked ${LABEL_WORDS[one]}`),
      ],
    })),
  );
}
