/* Comforts of the timeline: links to copy, and strips whose marks can be clicked. */
(function () {
  "use strict";

  function all(selector) { return Array.from(document.querySelectorAll(selector)); }

  /* A link that is followed as ever, and copied too where the browser allows it */
  var said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "copied";

  all(".copy-link").forEach(function (link) {
    link.addEventListener("click", function () {
      if (!navigator.clipboard) return;
      navigator.clipboard.writeText(link.href).then(function () {
        said.textContent = "";
        link.after(said);
        said.textContent = " Link copied";
      }, function () { /* not allowed: the link has been followed all the same */ });
    });
  });

  /* The list below a strip holds its links, for keyboards and screen readers too; the marks lend them to the mouse */
  all(".strip-frame .point").forEach(function (mark) {
    var anchor = "#" + mark.dataset.event;
    var link = all(".strip-frame + ol a").find(function (one) { return one.hash === anchor; });
    if (!link) return;
    mark.classList.add("live");
    mark.addEventListener("click", function () { link.click(); });
    ["mouseenter", "mouseleave"].forEach(function (kind) {
      mark.addEventListener(kind, function () { link.classList.toggle("pointed", kind === "mouseenter"); });
      link.addEventListener(kind, function () { mark.classList.toggle("pointed", kind === "mouseenter"); });
    });
  });
})();
