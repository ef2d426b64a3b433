'use client';

/** When not even the shell could be shown, mostly because the API does not answer. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main
          style={{
            font: '16px/1.5 system-ui, sans-serif',
            maxWidth: '34rem',
            margin: '15vh auto',
            padding: '0 1.25rem',
          }}
        >
          <h1>The console cannot be shown at the moment</h1>
          <p>The API did not answer as it should. Check that it runs, then try again.</p>
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
