// Loads the search on first use: a click on [data-search-open], or the key /, which its own button turns off.
(function (d) {
  var base = d.currentScript.src.replace(/assets\/[^/]*$/, ""), all = d.querySelectorAll("[data-search-open]"), s, b;
  function show(by, key) {
    siteSearch.open(base, by);
    if (!key || b) return;
    // WCAG 2.1.4. Nothing is stored, so the choice is for this page.
    b = d.createElement("button");
    b.type = "button";
    b.textContent = "Stäng av tangenten / på den här sidan";
    b.setAttribute("aria-pressed", "false");
    b.onclick = function () { b.setAttribute("aria-pressed", String(!off())); };
    d.querySelector("[data-search] .search__head").appendChild(b);
  }
  function off() {
    return !!b && b.getAttribute("aria-pressed") === "true";
  }
  function open(by, key) {
    if (window.siteSearch) return show(by, key);
    if (s) return;
    s = d.createElement("script");
    s.src = base + "assets/search.js";
    s.onload = function () { show(by, key); };
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
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || off() || e.target.closest("input,textarea,select")) return;
    e.preventDefault();
    open(all[0], true);
  });
})(document);
