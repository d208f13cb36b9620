// Loads the search on first use: a click on [data-search-open], or /.
(function (d) {
  var base = d.currentScript.src.replace(/assets\/[^/]*$/, ""), all = d.querySelectorAll("[data-search-open]"), s;
  function open(by) {
    if (window.siteSearch) return siteSearch.open(base, by);
    if (s) return;
    s = d.createElement("script");
    s.src = base + "assets/search.js";
    s.onload = function () { siteSearch.open(base, by); };
    s.onerror = function () { location.href = base + "a-o/"; };
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
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input,textarea,select")) return;
    e.preventDefault();
    open(all[0]);
  });
})(document);
