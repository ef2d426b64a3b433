export { readHealthReport, type HealthReport } from './health-report';
