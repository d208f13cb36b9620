// Filters lists by the data attributes of their items. Nothing is stored. The choice stays out of the address, except
// on pages that say data-filter-address, where it is wanted there: nothing in those tells of the reader's health.
// A page may have several lists, each in a data-filter-group, which is hidden when nothing in it fits. Links with
// data-filter-chip="key=value" lead to a page of the same choice; with script they are buttons that make it here.
(function () {
  "use strict";
  var room = document.querySelector("[data-filter]");
  var lists = all(document, "[data-filter-list]");
  if (!room || !lists.length) return;
  // What does nothing without script stands in a comment, which no browser shows, however old.
  room.innerHTML = room.firstChild.data;
  var form = room.querySelector("form");
  var FIRST = 10; // a screenful
  var MORE = 30; // as many as even a slow phone lays out in one frame
  var fields = all(form, "[data-filter-key]");
  var chips = all(document, "[data-filter-chip]").map(function (chip) {
    var pair = chip.getAttribute("data-filter-chip").split("=");
    return { chip: chip, field: form.querySelector("[data-filter-key=" + pair[0] + "]"), value: pair[1] };
  });
  var count = form.querySelector("[data-filter-count]");
  var inAddress = room.hasAttribute("data-filter-address");

  function all(within, selector) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  }

  function padded(words) {
    return " " + words + " ";
  }

  var items = [];
  var groups = lists.map(function (list) {
    var group = {
      list: list,
      whole: list.closest("[data-filter-group]"),
      size: 0, // of what fits the choice
    };
    group.number = group.whole && group.whole.querySelector("[data-filter-number]");
    Array.prototype.forEach.call(list.children, function (item) {
      items.push({
        item: item,
        group: group,
        // What several fields ask for at once must stand in one and the same row of the item.
        rows: (item.getAttribute("data-rader") || "").split(";").map(padded),
        values: fields.map(function (field) {
          return padded(item.getAttribute("data-" + field.getAttribute("data-filter-key")) || "");
        }),
      });
    });
    return group;
  });
  var shown = items;
  var placed = items.length; // how many of those shown that stand in the lists so far
  var frame = 0;
  var applied = ""; // what was chosen when the lists were made

  function place(number) {
    var some;
    shown.slice(placed, placed + number).forEach(function (one, at, those) {
      some = some || document.createDocumentFragment();
      some.appendChild(one.item);
      if (those[at + 1] && those[at + 1].group === one.group) return;
      one.group.list.appendChild(some);
      some = null;
    });
    placed += number;
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

  // The lists are built anew, a screenful at once and the rest over the next frames, so that none of a thousand items
  // keeps the reader waiting. What does not fit is taken out: browsers are slow at hiding many neighbours one by one.
  function show(wanted) {
    var same = wanted.length === shown.length && wanted.every(function (one, at) {
      return one === shown[at];
    });
    if (same) return;
    window.cancelAnimationFrame(frame);
    shown = wanted;
    placed = 0;
    groups.forEach(function (group) {
      group.size = 0;
      group.list.textContent = "";
    });
    wanted.forEach(function (one) {
      one.group.size += 1;
    });
    groups.forEach(function (group) {
      if (group.whole) group.whole.hidden = !group.size;
      if (group.number) group.number.textContent = group.size;
    });
    place(FIRST);
    placeMore();
  }

  function values() {
    return fields.map(valueOf).join();
  }

  function settle() {
    if (values() !== applied) apply();
  }

  function apply() {
    var used = fields.filter(valueOf);
    applied = values();
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
    var wanted = items.filter(function (one) {
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
    chips.forEach(function (one) {
      one.chip.setAttribute("aria-pressed", one.field.value === one.value);
    });
    show(wanted);
  }

  function valueOf(box) {
    return box.value;
  }

  function keyOf(box) {
    return box.getAttribute("data-filter-key");
  }

  function press(one, event) {
    event.preventDefault();
    one.field.value = one.field.value === one.value ? "" : one.value;
    changed();
  }

  function changed() {
    apply();
    if (inAddress) write();
  }

  function write() {
    var query = fields
      .filter(valueOf)
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
        fields.forEach(function (box) {
          if (keyOf(box) === parts[0]) {
            box.value = decoded(parts[1] || "");
            if (box.selectedIndex < 0) box.value = "";
            var fold = box.closest("details");
            if (fold && box.value) fold.open = true;
          }
        });
      });
  }

  form.setAttribute("autocomplete", "off"); // a page that is come back to begins anew
  fields.forEach(function (box) {
    box.setAttribute("autocomplete", "off"); // Firefox writes what is chosen to disk where the control does not say so
  });
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
  form.addEventListener("change", changed);
  chips.forEach(function (one) {
    one.chip.setAttribute("role", "button");
    one.chip.removeAttribute("aria-current"); // of the page; what is chosen in it is pressed
    one.chip.addEventListener("click", function (event) {
      press(one, event);
    });
    one.chip.addEventListener("keydown", function (event) {
      if (event.key === " ") press(one, event);
    });
  });
  apply();
  window.addEventListener("beforeprint", function () {
    window.cancelAnimationFrame(frame);
    place(shown.length);
  });
  // Whatever the browser has put back, and when, boxes and lists agree. WebKit empties the boxes of a page that it has
  // kept, some time after pageshow: what the address says is chosen then again.
  form.addEventListener("reset", function () {
    window.setTimeout(function () {
      if (inAddress) read();
      settle();
    }, 0);
  });
  window.addEventListener("pageshow", function () {
    [0, 100, 1000].forEach(function (wait) {
      window.setTimeout(settle, wait);
    });
  });
})();
