import { fill, fillText } from './messages/fill';
import type { PageContext } from './page-context';
import { ForeignText, readable } from './parts/foreign-text';
import { renderFrame } from './parts/frame';
import { ForwardIcon, PersonIcon, ServerIcon, ShieldIcon } from './parts/icons';
import { ownPath, webAddress } from './parts/links';

export interface HomePageProps {
  readonly context: PageContext;
  /** Paths of this origin or http(s) addresses; what is absent is not shown. */
  readonly account?: string | undefined;
  readonly console?: string | undefined;
  readonly metadata?: string | undefined;
}

/** `/` of the issuer: what this place is, and the doors that lead on. */
export function renderHomePage(props: HomePageProps): string {
  const { context } = props;
  const words = context.locale.messages.home;
  const doors = [
    { address: props.account, icon: <PersonIcon />, name: words.account, text: words.accountText },
    { address: props.console, icon: <ShieldIcon />, name: words.console, text: words.consoleText },
    { address: props.metadata, icon: <ServerIcon />, name: words.metadata, text: words.metadataText },
  ]
    .map((door) => ({ ...door, address: ownPath(door.address) ?? webAddress(door.address) }))
    .filter((door) => door.address !== undefined);
  return renderFrame({
    context,
    title: fillText(words.title, { issuer: readable(context.issuer.name) }),
    children: (
      <>
        <div class="heading">
          <h1>{fill(words.title, { issuer: <ForeignText text={context.issuer.name} /> })}</h1>
          <p class="lead">{fill(words.text, { issuer: <ForeignText text={context.issuer.name} /> })}</p>
        </div>
        {doors.length === 0 ? null : (
          <div class="choices">
            {doors.map((door) => (
              <a class="choice" href={door.address}>
                {door.icon}
                <span class="who">
                  <strong>{door.name}</strong>
                  <span class="detail">{door.text}</span>
                </span>
                <ForwardIcon />
              </a>
            ))}
          </div>
        )}
      </>
    ),
  });
}
