// Filters and orders a list by its data attributes. Nothing is stored. The choice stays out of the address, except
// on lists that say data-filter-address, where it is wanted there: nothing in those tells of the reader's health.
(function () {
  "use strict";
  var form = document.querySelector("[data-filter]");
  var list = document.querySelector("[data-filter-list]");
  if (!form || !list) return;
  var items = Array.prototype.map.call(list.children, function (item, index) {
    return { item: item, index: index, name: item.getAttribute("data-namn") || "" };
  });
  var fields = Array.prototype.slice.call(form.querySelectorAll("[data-filter-key]"));
  var order = form.querySelector("[data-filter-order]");
  var count = form.querySelector("[data-filter-count]");
  var inAddress = form.hasAttribute("data-filter-address");

  function apply() {
    var chosen = fields.filter(function (field) {
      return field.value;
    });
    var shown = 0;
    items.forEach(function (one) {
      var fits = chosen.every(function (field) {
        var values = one.item.getAttribute("data-" + field.getAttribute("data-filter-key")) || "";
        return (" " + values + " ").indexOf(" " + field.value + " ") !== -1;
      });
      if (one.item.hidden === fits) one.item.hidden = !fits;
      if (fits) shown += 1;
    });
    count.textContent =
      shown === 0 ? "Inget passar valen. Ta bort något av dem." : shown + " av " + items.length + " visas.";
  }

  function sort() {
    var byName = order.value === "namn";
    items
      .slice()
      .sort(function (a, b) {
        return byName ? a.name.localeCompare(b.name, "sv") : a.index - b.index;
      })
      .forEach(function (one) {
        list.appendChild(one.item);
      });
  }

  function write() {
    var words = fields.concat(order ? [order] : []).filter(function (field) {
      return field.value;
    });
    var query = words
      .map(function (field) {
        return (field.getAttribute("data-filter-key") || "ordning") + "=" + encodeURIComponent(field.value);
      })
      .join("&");
    window.history.replaceState(null, "", query ? "?" + query : window.location.pathname);
  }

  function read() {
    window.location.search
      .slice(1)
      .split("&")
      .forEach(function (pair) {
        var parts = pair.split("=");
        fields.concat(order ? [order] : []).forEach(function (field) {
          if ((field.getAttribute("data-filter-key") || "ordning") === parts[0]) {
            field.value = decodeURIComponent(parts[1] || "");
            if (field.selectedIndex < 0) field.value = "";
          }
        });
      });
  }

  form.hidden = false;
  form.setAttribute("autocomplete", "off"); // a page that is come back to begins anew
  form.reset();
  if (inAddress) read();
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  form.addEventListener("change", function (event) {
    if (event.target === order) sort();
    apply();
    if (inAddress) write();
  });
  if (order && order.value) sort();
  apply();
  window.addEventListener("pageshow", apply); // whatever the browser has put back
})();
