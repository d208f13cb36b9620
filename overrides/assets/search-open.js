// Loads the search on first use: a click on [data-search-open], or the key /, which a button in the box turns off.
(function (d) {
  var own = d.currentScript.src, base = own.replace(/assets\/[^/]*$/, ""), all = d.querySelectorAll("[data-search-open]"), off = false, s;
  if (base === own) return; // a page that was saved lies without the search: its links stay links
  function show(by, key) {
    siteSearch.open(base, by, key && function () { return (off = !off); });
  }
  function open(by, key) {
    if (window.siteSearch) return show(by, key);
    if (s) return;
    s = d.createElement("script");
    s.src = own.replace(/[^/]*$/, "search.js");
    s.onload = s.onerror = function () {
      if (window.siteSearch) show(by, key);
      else location.href = all[0].href; // it did not come, or is too new for this browser
    };
    d.head.appendChild(s);
  }
  [].forEach.call(all, function (a) {
    a.setAttribute("role", "button");
    a.setAttribute("aria-haspopup", "dialog");
    a.onclick = a.onkeydown = function (e) {
      if (e.key && e.key !== " ") return;
      e.preventDefault();
      open(a);
    };
  });
  d.addEventListener("keydown", function (e) {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || off || e.target.closest("input,textarea,select")) return;
    e.preventDefault();
    open(all[0], true);
  });
})(document);
