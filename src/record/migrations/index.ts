import type { Migration } from '#store';
import { recordTables } from './0004-record.ts';
import { breakGlassTables } from './0017-break-glass.ts';
import { consentTables } from './0019-consent.ts';
import { rightsTables } from './0030-record-rights.ts';
import { alertRefusal } from './0034-alert-refusal.ts';
import { objectionTables } from './0035-objection.ts';
import { capacityTables } from './0042-capacity.ts';
import { objectionWhat } from './0044-objection-what.ts';
import { optOutTables } from './0048-opt-out.ts';
import { confidantTables } from './0049-confidant.ts';
import { harmTables } from './0096-harm.ts';
import { researchConsent } from './0117-research-consent.ts';
import { understandingTable } from './0102-record-understanding.ts';
import { coercionTables } from './0105-record-coercion.ts';
import { formTables } from './0106-record-form.ts';
import { recordFormAsked } from './0126-record-form-asked.ts';
import { researchProjects } from './0120-research-project.ts';
import { hl7v2Tables } from './0133-hospital-message.ts';

export const recordMigrations: readonly Migration[] = [
  recordTables,
  breakGlassTables,
  consentTables,
  rightsTables,
  alertRefusal,
  objectionTables,
  capacityTables,
  optOutTables,
  confidantTables,
  harmTables,
  objectionWhat,
  researchConsent,
  formTables,
  researchProjects,
  understandingTable,
  coercionTables,
  recordFormAsked,
  hl7v2Tables,
];
