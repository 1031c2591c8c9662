export type { Call, Lines, Route, RoutePolicy } from './route.ts';
