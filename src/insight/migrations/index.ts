import type { Migration } from '#store';
import { insightTables } from './0005-insight.ts';
import { packTables } from './0076-packs.ts';
import { pastTables } from './0077-past.ts';
import { phaseTables } from './0090-phases.ts';
import { sentinelTables } from './0091-sentinels.ts';
import { monthlyTables } from './0092-monthly.ts';
import { recallTables } from './0093-recalls.ts';
import { courseTables } from './0094-courses.ts';
import { censusTables } from './0100-census.ts';
import { inspectionTables } from './0101-inspections.ts';
import { hopedMeasure } from './0103-hoped.ts';
import { keptTables } from './0104-kept.ts';
import { readingPlace } from './0124-reading.ts';
import { teamTables } from './0127-teams.ts';
import { teamFigures } from './0128-team-figures.ts';
import { codingTables } from './0129-coding.ts';
import { reportedTables } from './0131-reported.ts';
import { codeMapTables } from './0136-code-maps.ts';
import { monthFigures } from './0144-months.ts';
import { agreedWatch } from './0146-agreed-watch.ts';
import { partsOfPeople } from './0147-parts.ts';
import { signalEarly } from './0159-signal-early.ts';
import { ownPackTables } from './0161-own-packs.ts';

export const insightMigrations: readonly Migration[] = [
  insightTables,
  packTables,
  pastTables,
  phaseTables,
  sentinelTables,
  monthlyTables,
  recallTables,
  courseTables,
  censusTables,
  inspectionTables,
  hopedMeasure,
  keptTables,
  readingPlace,
  teamTables,
  teamFigures,
  codingTables,
  reportedTables,
  codeMapTables,
  monthFigures,
  agreedWatch,
  partsOfPeople,
  signalEarly,
  ownPackTables,
];
