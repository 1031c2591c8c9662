export { type Handlers, type JobOptions, type Jobs, type Parked, startJobs } from './jobs.ts';
