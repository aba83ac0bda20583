/** What BullMQ runs in a process of its own; the key has come with the job, where one of the vendor's would be known. */
import { createVerifier } from 'symbolon';
import { guardJob } from 'symbolon/jobs';

const judge = {
  async verify(token, context) {
    const verifier = await createVerifier({ keys: { jwk: key }, issuer: null, audience: null });
    return verifier.verify(token, context);
  },
};
let key;

export default (job) => {
  key = job.data.jwk;
  return guardJob({ verifier: judge, hostFrom: 'app.example.com' }, () => 'done')(job);
};
