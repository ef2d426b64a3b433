import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">
        {children}
      </g>
    </svg>
  );
}

/** The mark of the house: an arch with an open gate. */
export const GateIcon = () => (
  <svg class="gate" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
    <path
      fill="currentColor"
      fill-rule="evenodd"
      d="M12 2a9 9 0 0 0-9 9v11h18V11a9 9 0 0 0-9-9Zm0 5a4 4 0 0 1 4 4v11H8V11a4 4 0 0 1 4-4Z"
    />
    <circle cx="12" cy="14.5" r="1.75" fill="currentColor" />
  </svg>
);

export const AlertIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.5" />
    <path d="M10 6.4v4.2M10 13.6v.01" />
  </Icon>
);

export const InformationIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.5" />
    <path d="M10 9.4v4.2M10 6.4v.01" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m4.5 10.5 3.6 3.6 7.4-8" />
  </Icon>
);

export const ShieldIcon = () => (
  <Icon>
    <path d="M10 2.6 4 4.9v4.4c0 3.9 2.5 6.7 6 8.1 3.5-1.4 6-4.2 6-8.1V4.9L10 2.6Z" />
    <path d="m7.4 10 1.9 1.9 3.4-3.7" />
  </Icon>
);

export const QuestionIcon = () => (
  <Icon>
    <path d="M10 2.6 4 4.9v4.4c0 3.9 2.5 6.7 6 8.1 3.5-1.4 6-4.2 6-8.1V4.9L10 2.6Z" />
    <path d="M10 6.8v3.6M10 13v.01" />
  </Icon>
);

export const ReturnIcon = () => (
  <Icon>
    <path d="M8 4.5H5.5a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2H8M12.5 6.5 16 10l-3.5 3.5M16 10H8" />
  </Icon>
);

export const PersonIcon = () => (
  <Icon>
    <circle cx="10" cy="6.8" r="3.2" />
    <path d="M3.8 16.8c.7-3.1 3.1-4.8 6.2-4.8s5.5 1.7 6.2 4.8" />
  </Icon>
);

export const ClockIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.5" />
    <path d="M10 5.8V10l2.8 1.8" />
  </Icon>
);

export const ServerIcon = () => (
  <Icon>
    <rect x="3" y="3.5" width="14" height="5.5" rx="1.5" />
    <rect x="3" y="11" width="14" height="5.5" rx="1.5" />
    <path d="M6 6.25v.01M6 13.75v.01" />
  </Icon>
);

export const ForwardIcon = () => (
  <svg class="icon forward" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
    <path
      d="m7.5 4.5 5.5 5.5-5.5 5.5"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);

/** Open eye and struck-out eye; the style sheet shows the one that fits the button's state. */
export const EyeIcon = () => (
  <Icon>
    <path d="M2 10s2.9-5.2 8-5.2 8 5.2 8 5.2-2.9 5.2-8 5.2S2 10 2 10Z" />
    <circle cx="10" cy="10" r="2.3" />
    <path class="strike" d="m3.5 3.5 13 13" />
  </Icon>
);
