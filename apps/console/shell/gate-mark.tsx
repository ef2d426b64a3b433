/** The mark of the house: an arch with an open gate. */
export function GateMark({ size = 32 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M12 2a9 9 0 0 0-9 9v11h18V11a9 9 0 0 0-9-9Zm0 5a4 4 0 0 1 4 4v11H8V11a4 4 0 0 1 4-4Z"
      />
      <circle cx="12" cy="14.5" r="1.75" fill="currentColor" />
    </svg>
  );
}
