import balancing from '#packs/balancing/pack.json' with { type: 'json' };
import cascadeDiabetes from '#packs/cascade-diabetes/pack.json' with { type: 'json' };
import cascadeHiv from '#packs/cascade-hiv/pack.json' with { type: 'json' };
import cascadeHypertension from '#packs/cascade-hypertension/pack.json' with { type: 'json' };
import cascadeTuberculosis from '#packs/cascade-tuberculosis/pack.json' with { type: 'json' };
import diabetesUk from '#packs/diabetes-uk/pack.json' with { type: 'json' };
import donorHivTbNcd from '#packs/donor-hiv-tb-ncd/pack.json' with { type: 'json' };
import experience from '#packs/experience/pack.json' with { type: 'json' };
import frailtyDischarge from '#packs/frailty-discharge/pack.json' with { type: 'json' };
import hypertensionControl from '#packs/hypertension-control/pack.json' with { type: 'json' };
import ministryHivTbNcd from '#packs/ministry-hiv-tb-ncd/pack.json' with { type: 'json' };
import nda201617 from '#packs/nda-2016-17/pack.json' with { type: 'json' };
import nda202021 from '#packs/nda-2020-21/pack.json' with { type: 'json' };
import ndaCurrent from '#packs/nda-current/pack.json' with { type: 'json' };
import ownWords from '#packs/own-words/pack.json' with { type: 'json' };
import sameClinic from '#packs/same-clinic/pack.json' with { type: 'json' };
import ukQofDm2023 from '#packs/uk-qof-dm-2023/pack.json' with { type: 'json' };
import ukQofHyp2023 from '#packs/uk-qof-hyp-2023/pack.json' with { type: 'json' };

/** The packs that ship. Which of them count is a matter of what was agreed; nothing else tells them apart. */
export const SHIPPED: readonly unknown[] = [
  diabetesUk,
  ndaCurrent,
  nda202021,
  nda201617,
  ukQofDm2023,
  ukQofHyp2023,
  hypertensionControl,
  cascadeDiabetes,
  cascadeHypertension,
  cascadeHiv,
  frailtyDischarge,
  balancing,
  sameClinic,
  experience,
  ownWords,
  ministryHivTbNcd,
  donorHivTbNcd,
  cascadeTuberculosis,
];
