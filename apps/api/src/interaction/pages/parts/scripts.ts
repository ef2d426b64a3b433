/**
 * The only scripts of the hosted pages. Constants, so that nothing from outside can become code; classic, so that the
 * plainest browser runs them; placed after what they touch.
 */

/** Adds the button that shows a password while it is typed; the field is a password again before it is sent. */
export const revealPassword = `(function () {
  document.querySelectorAll('[data-reveal]').forEach(function (button) {
    var field = document.getElementById(button.getAttribute('data-reveal'));
    function show(shown) {
      field.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
    }
    button.hidden = false;
    button.addEventListener('click', function () { show(field.type === 'password'); field.focus(); });
    field.form.addEventListener('submit', function () { show(false); });
  });
})();`;

/** Adds the button that copies the error's reference. */
export const copyReference = `(function () {
  var button = document.querySelector('[data-copy]');
  if (!button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener('click', function () {
    navigator.clipboard.writeText(button.getAttribute('data-copy')).then(function () {
      button.textContent = button.getAttribute('data-copied');
    });
  });
})();`;

/** Sends the authorization response of \`response_mode=form_post\` (OAuth 2.0 Form Post Response Mode §2). */
export const submitForm = `document.forms[0].submit();`;
