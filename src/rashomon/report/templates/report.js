"use strict";
(function () {
  var root = document.documentElement;
  root.classList.add("has-js");
  var field = document.getElementById("filter");
  var only = document.getElementById("only-disputed");
  var shown = document.getElementById("shown");
  var items = Array.prototype.slice.call(document.querySelectorAll(".item"));

  function filter() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var count = 0;
    items.forEach(function (item) {
      var said = item.getAttribute("data-words");
      var fits = words.every(function (word) { return said.indexOf(word) >= 0; });
      if (only.checked && item.getAttribute("data-disputed") !== "1") { fits = false; }
      item.hidden = !fits;
      var event = document.getElementById(item.getAttribute("data-event"));
      if (event) { event.hidden = !fits; }
      if (fits) { count += 1; }
    });
    shown.textContent = count === items.length ? "" : count + " of " + items.length + " events";
  }

  function openTarget() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    var folded = false;
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS" && !node.open) { node.open = true; folded = true; }
      if (node.hidden) { node.hidden = false; folded = true; }
    }
    if (folded) { target.scrollIntoView(); }
  }

  function step(by) {
    var events = Array.prototype.slice.call(document.querySelectorAll("article.event:not([hidden])"));
    var at = -1;
    events.forEach(function (event, index) { if (event.getBoundingClientRect().top < 90) { at = index; } });
    var next = events[Math.max(0, Math.min(events.length - 1, at + by))];
    if (next) { next.scrollIntoView(); next.focus({ preventScroll: true }); }
  }

  if (field) {
    var many = items.length > 300, waiting = 0;
    field.addEventListener("input", function () {
      if (!many) { filter(); return; }
      clearTimeout(waiting);
      waiting = setTimeout(filter, 250);
    });
    only.addEventListener("change", filter);
    field.form.addEventListener("submit", function (event) { event.preventDefault(); });
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (typing) { if (event.key === "Escape") { event.target.blur(); } return; }
    if (event.key === "j") { step(1); }
    else if (event.key === "k") { step(-1); }
    else if (event.key === "o") { location.hash = "overview"; }
    else if (event.key === "/" && field) { event.preventDefault(); field.focus(); }
  });
})();
