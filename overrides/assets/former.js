/* Redirects from a former address of a lesson to the same place on its page; without this script, to the
   top of the page. */
location.replace(
  /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=canonical]")).href + location.hash,
);
