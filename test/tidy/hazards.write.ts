import { writeFileSync } from 'node:fs';
import { hazards, PAGE, page } from './hazards.ts';
import { REQUIREMENTS_PAGE, requirements, requirementsPage } from './requirements.ts';

writeFileSync(PAGE, page(hazards()));
writeFileSync(REQUIREMENTS_PAGE, requirementsPage(requirements()));
