"use strict";
// What stands behind the # of a link was not sent: it goes into the form, and out
// of the address, so that neither history nor screen keeps it.
(() => {
  const field = document.querySelector("[data-link]");
  const secret = location.hash.slice(1);
  if (!field || !secret) return;
  history.replaceState(null, "", location.pathname + location.search);
  field.value = secret;
  field.type = "password";
  field.form.querySelector("button").focus();
})();
