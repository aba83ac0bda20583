import { guard } from 'symbolon/fetch';
import { site, verifier } from '../../../license/verifier.js';

const licensed = guard({ verifier, hostFrom: site, require: { features: ['reports'] } });

export const GET = licensed((_request, license) => Response.json({ plan: license.plan, reports: ['sales', 'costs'] }));
