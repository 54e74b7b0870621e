/* A former address of a lesson leads on to the same place on its page; without this script, to the
   page's beginning. */
location.replace(
  /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=canonical]")).href + location.hash,
);
