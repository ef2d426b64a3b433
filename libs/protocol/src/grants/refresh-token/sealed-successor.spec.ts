import { createHash } from 'node:crypto';
import { deriveKey, unseal } from '../../crypto/sealed-box';
import { openSuccessor, sealSuccessor } from './sealed-successor';

describe('D-04 the sealed successor', () => {
  const sealed = sealSuccessor('gh_rt_old', 'id-1', 'gh_rt_new');

  it('is read by who presents the old token', () => {
    expect(openSuccessor('gh_rt_old', 'id-1', sealed)).toBe('gh_rt_new');
  });

  it('is read by no other token, and belongs to no other row', () => {
    expect(openSuccessor('gh_rt_olD', 'id-1', sealed)).toBeUndefined();
    expect(openSuccessor('gh_rt_old', 'id-2', sealed)).toBeUndefined();
  });

  it('cannot be read with what the database holds of the old token', () => {
    const digest = createHash('sha256').update('gh_rt_old').digest();
    const context = 'refresh-token-successor id-1';
    expect(unseal(digest, sealed, context)).toBeUndefined();
    expect(unseal(deriveKey(digest, 'refresh-token-successor'), sealed, context)).toBeUndefined();
    expect(unseal(deriveKey(Buffer.from('gh_rt_old'), 'refresh-token-successor'), sealed, context)).toBeDefined();
  });
});
