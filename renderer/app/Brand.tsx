/** A sheet in a tray. */
export function Brand() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d="M7 3.75h10v9H7z" fill="var(--surface)" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      <path d="M9.5 7h5M9.5 9.75h5" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      <path
        d="M3.75 12.75H9l1 2h4l1-2h5.25v7.5H3.75z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  )
}
