import type { Migration } from '#store';
import { repository } from './0001-repository.ts';
import { historyPage } from './0006-history-page.ts';
import { term } from './0010-term.ts';
import { auditSeals } from './0016-audit-seals.ts';
import { denyClass } from './0018-deny-class.ts';
import { tombstone } from './0031-tombstone.ts';
import { labelSets } from './0033-label-sets.ts';
import { widerCompartment } from './0043-wider-compartment.ts';
import { openToAll } from './0045-open-to-all.ts';
import { erasedContent } from './0046-erased-content.ts';
import { reindexing } from './0080-reindex.ts';
import { carriers } from './0097-carriers.ts';
import { accessPast } from './0153-access-past.ts';
import { chargedTable } from './0156-charged.ts';
import { chargedPast } from './0160-charged-past.ts';

export const repositoryMigrations: readonly Migration[] = [
  repository,
  historyPage,
  term,
  auditSeals,
  denyClass,
  tombstone,
  labelSets,
  widerCompartment,
  openToAll,
  erasedContent,
  reindexing,
  carriers,
  accessPast,
  chargedTable,
  chargedPast,
];
