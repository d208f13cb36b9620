// Filters and orders a list by its data attributes. Nothing is stored. The choice stays out of the address, except
// on lists that say data-filter-address, where it is wanted there: nothing in those tells of the reader's health.
(function () {
  "use strict";
  var form = document.querySelector("[data-filter]");
  var list = document.querySelector("[data-filter-list]");
  if (!form || !list) return;
  var FIRST = 10; // a screenful
  var MORE = 30; // as many as even a slow phone lays out in one frame
  var fields = Array.prototype.slice.call(form.querySelectorAll("[data-filter-key]"));
  var order = form.querySelector("[data-filter-order]");
  var boxes = fields.concat(order ? [order] : []);
  var count = form.querySelector("[data-filter-count]");
  var inAddress = form.hasAttribute("data-filter-address");

  function padded(words) {
    return " " + words + " ";
  }

  var items = Array.prototype.map.call(list.children, function (item) {
    return {
      item: item,
      name: item.getAttribute("data-namn") || "",
      // What several fields ask for at once must stand in one and the same row of the item.
      rows: (item.getAttribute("data-rader") || "").split(";").map(padded),
      values: fields.map(function (field) {
        return padded(item.getAttribute("data-" + field.getAttribute("data-filter-key")) || "");
      }),
    };
  });
  var compare = new Intl.Collator("sv").compare;
  var byName =
    order &&
    items.slice().sort(function (a, b) {
      return compare(a.name, b.name);
    });
  var shown = items;
  var placed = items.length; // how many of those shown that stand in the list so far
  var frame = 0;

  function place(number) {
    var some = document.createDocumentFragment();
    shown.slice(placed, placed + number).forEach(function (one) {
      some.appendChild(one.item);
    });
    placed += number;
    list.appendChild(some);
  }

  function placeMore() {
    if (placed >= shown.length) return;
    // The first frame draws what has been placed, and only the second takes more.
    frame = window.requestAnimationFrame(function () {
      frame = window.requestAnimationFrame(function () {
        place(MORE);
        placeMore();
      });
    });
  }

  // The list is built anew, a screenful at once and the rest over the next frames, so that none of a thousand items
  // keeps the reader waiting. What does not fit is taken out: browsers are slow at hiding many neighbours one by one.
  function show(wanted) {
    var same = wanted.length === shown.length && wanted.every(function (one, at) {
      return one === shown[at];
    });
    if (same) return;
    window.cancelAnimationFrame(frame);
    shown = wanted;
    placed = 0;
    list.textContent = "";
    place(FIRST);
    placeMore();
  }

  function apply() {
    var used = fields.filter(isUsed);
    var chosen = fields.map(function (field) {
      return field.value && !field.hasAttribute("data-filter-row") && padded(field.value);
    });
    var together = used
      .filter(function (field) {
        return field.hasAttribute("data-filter-row");
      })
      .map(function (field) {
        return padded(field.value);
      });
    var wanted = (order && order.value === "namn" ? byName : items).filter(function (one) {
      return (
        chosen.every(function (value, at) {
          return !value || one.values[at].indexOf(value) !== -1;
        }) &&
        one.rows.some(function (row) {
          return together.every(function (value) {
            return row.indexOf(value) !== -1;
          });
        })
      );
    });
    count.textContent = wanted.length
      ? wanted.length + " av " + items.length + " visas."
      : "Inget passar valen. Ta bort något av dem.";
    var words = used.map(function (field) {
      return field.options[field.selectedIndex].text;
    });
    count.setAttribute("data-chosen", words.join(", ")); // a printed list says what it is a list of
    show(wanted);
  }

  function isUsed(box) {
    return box.value;
  }

  function keyOf(box) {
    return box.getAttribute("data-filter-key") || "ordning";
  }

  function write() {
    var query = boxes
      .filter(isUsed)
      .map(function (box) {
        return keyOf(box) + "=" + encodeURIComponent(box.value);
      })
      .join("&");
    // after #, which is never sent to a server
    window.history.replaceState(null, "", query ? "#" + query : window.location.pathname);
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return ""; // an address that was cut off
    }
  }

  function read() {
    window.location.hash
      .slice(1)
      .split("&")
      .forEach(function (pair) {
        var parts = pair.split("=");
        boxes.forEach(function (box) {
          if (keyOf(box) === parts[0]) {
            box.value = decoded(parts[1] || "");
            if (box.selectedIndex < 0) box.value = "";
          }
        });
      });
  }

  form.hidden = false;
  form.setAttribute("autocomplete", "off"); // a page that is come back to begins anew
  form.reset();
  if (inAddress) {
    read();
    window.addEventListener("hashchange", function () {
      if (window.location.hash.indexOf("=") < 0) return; // a link within the page
      form.reset();
      read();
      apply();
    });
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  form.addEventListener("change", function () {
    apply();
    if (inAddress) write();
  });
  apply();
  window.addEventListener("beforeprint", function () {
    window.cancelAnimationFrame(frame);
    place(shown.length);
  });
  window.addEventListener("pageshow", apply); // whatever the browser has put back
})();
