import type { Migration } from '#store';
import { governanceTables } from './0003-governance.ts';
import { governanceNotice } from './0026-governance-notice.ts';
import { governanceDispute } from './0040-governance-dispute.ts';
import { governanceDecision } from './0047-governance-decision.ts';
import { governanceSuccession } from './0041-governance-succession.ts';
import { governanceScheme } from './0027-governance-scheme.ts';
import { governanceDraft } from './0037-governance-draft.ts';
import { governanceDocument } from './0038-governance-document.ts';
import { governanceAccession } from './0039-governance-accession.ts';
import { governanceRight } from './0071-governance-right.ts';
import { governanceProgramme } from './0072-governance-programme.ts';
import { governanceCase } from './0073-governance-case.ts';
import { governanceLeaving } from './0078-governance-leaving.ts';
import { governanceMemory } from './0079-governance-memory.ts';
import { governanceCharter } from './0082-governance-charter.ts';
import { governanceSurroundings } from './0085-governance-surroundings.ts';
import { governanceStakeholder } from './0084-governance-stakeholder.ts';
import { governanceBoardPack } from './0088-governance-board-pack.ts';
import { governanceAssurance } from './0098-governance-assurance.ts';
import { governanceBoardPackFile } from './0109-governance-board-pack-file.ts';
import { governanceTeam } from './0110-governance-team.ts';
import { governancePair } from './0119-governance-pair.ts';
import { governanceIdentity } from './0123-governance-identity.ts';
import { governanceIdentityNamed } from './0143-governance-identity-named.ts';
import { governanceFeeds } from './0154-governance-feeds.ts';
import { governanceMaturity } from './0125-governance-maturity.ts';
import { governanceReadiness } from './0086-governance-readiness.ts';

export const governanceMigrations: readonly Migration[] = [
  governanceTables,
  governanceNotice,
  governanceScheme,
  governanceDispute,
  governanceSuccession,
  governanceDraft,
  governanceDocument,
  governanceAccession,
  governanceDecision,
  governanceRight,
  governanceProgramme,
  governanceCase,
  governanceLeaving,
  governanceMemory,
  governanceCharter,
  governanceStakeholder,
  governanceSurroundings,
  governanceBoardPack,
  governanceReadiness,
  governanceAssurance,
  governanceBoardPackFile,
  governanceTeam,
  governancePair,
  governanceIdentity,
  governanceMaturity,
  governanceIdentityNamed,
  governanceFeeds,
];
