/** A family of tokens as a tree of lines: from the sign-in down. */
import type { LineageAnswer, LineageTokenAnswer } from '../admin/answers';
import { printable, timeText } from '../output';

interface Branch {
  readonly text: string;
  readonly children: readonly Branch[];
}

/** @param tokens of the whole family, in order of issue */
export function lineageTree(lineage: LineageAnswer, tokens: readonly LineageTokenAnswer[]): string[] {
  const ids = new Set(tokens.map(({ id }) => id));
  const ofParent = new Map<string | null, LineageTokenAnswer[]>();
  for (const token of tokens) {
    // A parent that was swept away leaves its tokens at the root.
    const parent = token.parent_id !== null && ids.has(token.parent_id) ? token.parent_id : null;
    ofParent.set(parent, [...(ofParent.get(parent) ?? []), token]);
  }
  const branches = (parent: string | null): Branch[] =>
    (ofParent.get(parent) ?? []).map((token) => ({
      text: tokenText(token, token.id === lineage.token.id),
      children: branches(token.id),
    }));
  return lines(above(lineage, branches(null)));
}

/** Sign-in, consent and approval, whichever are known, each under the one before. */
function above({ session, consent, family }: LineageAnswer, tokens: Branch[]): readonly Branch[] {
  let children: readonly Branch[] = tokens;
  if (family) {
    const end = family.ended_by === null ? '' : `  ENDED by ${family.ended_by}`;
    const text = `approval ${family.id}  client ${family.client_id}  ${family.scope.join(' ')}${end}`;
    children = [{ text, children }];
  }
  if (consent) {
    const end = consent.revoked_at === null ? '' : `  WITHDRAWN ${timeText(consent.revoked_at)}`;
    children = [{ text: `consent ${consent.id}  ${consent.scope.join(' ')}${end}`, children }];
  }
  if (session) {
    const end = session.ended_at === null ? '' : `  ENDED ${timeText(session.ended_at)} (${session.end_reason ?? ''})`;
    const text = `sign-in ${timeText(session.started_at)}  session ${session.id}  from ${session.ip ?? 'unknown'}${end}`;
    children = [{ text, children }];
  }
  return children;
}

function tokenText(token: LineageTokenAnswer, wanted: boolean): string {
  const marks = [
    token.reused_at === null ? '' : `REUSED ${timeText(token.reused_at)}`,
    token.revoked_at === null ? '' : `revoked ${timeText(token.revoked_at)} (${token.revocation_reason ?? ''})`,
    token.ended_by === null || token.revoked_at !== null ? '' : `fails: ${token.ended_by}`,
    token.ip_changed ? `other address ${token.ip ?? ''}` : '',
    token.user_agent_changed ? 'other program' : '',
    wanted ? '← this one' : '',
  ].filter((mark) => mark !== '');
  return [`${token.kind} ${token.id}`, token.state, timeText(token.issued_at), ...marks].join('  ');
}

function lines(branches: readonly Branch[], indent = ''): string[] {
  return branches.flatMap(({ text, children }, index) => {
    const last = index === branches.length - 1;
    const [own, below] = last ? ['└─ ', '   '] : ['├─ ', '│  '];
    return [`${indent}${own}${printable(text)}`, ...lines(children, indent + below)];
  });
}
