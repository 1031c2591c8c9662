export type { Call, Route, RoutePolicy } from './route.ts';
