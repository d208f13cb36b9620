// Filters a list by its data attributes. The choice stays in the page: never in the address, never stored.
(function () {
  "use strict";
  var form = document.querySelector("[data-filter]");
  var list = document.querySelector("[data-filter-list]");
  if (!form || !list) return;
  var items = Array.prototype.slice.call(list.children);
  var fields = Array.prototype.slice.call(form.querySelectorAll("[data-filter-key]"));
  var count = form.querySelector("[data-filter-count]");
  function apply() {
    var shown = 0;
    items.forEach(function (item) {
      var fits = fields.every(function (field) {
        var values = (item.getAttribute("data-" + field.getAttribute("data-filter-key")) || "").split(" ");
        return !field.value || values.indexOf(field.value) !== -1;
      });
      item.hidden = !fits;
      if (fits) shown += 1;
    });
    count.textContent = shown === 0 ? "Inget stöd passar valen. Ta bort något av dem." : shown + " av " + items.length + " visas.";
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  form.addEventListener("change", apply);
  form.reset();
  apply();
})();
