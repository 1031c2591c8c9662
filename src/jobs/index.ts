export { type Handlers, type JobOptions, type JobQueue, type Jobs, openJobs, type Parked, startJobs } from './jobs.ts';
