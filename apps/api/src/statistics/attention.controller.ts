import { Clock } from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { Attention } from './attention';
import { AttentionAnswer } from './attention.dto';

/** `/admin/v1/attention`: what needs somebody. */
@AdminController('attention')
export class AttentionController {
  constructor(
    private readonly attention: Attention,
    private readonly clock: Clock,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'List what needs attention',
    description:
      'Secrets that end, clients with a poor security grade or many refusals, signing keys (for `keys:read`), and the audit log. The first 500 clients are graded.',
    scopes: ['audit:read', 'clients:read'],
    answers: { 200: AttentionAnswer },
  })
  async list(@Principal() { scopes }: AdminPrincipal): Promise<AttentionAnswer> {
    return { at: this.clock.now(), items: await this.attention.items(scopes) };
  }
}
