// Where clauses stand: what is folded opens when an address leads into it and when it is printed, also in browsers
// that do not do so themselves, and the plain link to a goal copies its whole address.
(function () {
  "use strict";
  function open(fold) {
    fold.open = true;
  }
  function openTarget() {
    var target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    var fold = target && target.closest("details:not([open])");
    if (!fold) return;
    open(fold);
    target.scrollIntoView();
  }
  openTarget();
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", function () {
    Array.prototype.forEach.call(document.querySelectorAll(".fold--paper"), open);
  });
  if (!navigator.clipboard) return;
  var status = document.createElement("p");
  status.className = "vh";
  status.setAttribute("role", "status");
  document.body.appendChild(status);
  Array.prototype.forEach.call(document.querySelectorAll("a.permalink"), function (link) {
    var words = link.querySelector(".vh");
    words.textContent = words.textContent.replace("Länk till", "Kopiera länk till");
    var copied = document.createElement("span");
    copied.textContent = "Länken är kopierad";
    var parts = Array.prototype.slice.call(link.childNodes);
    function show(nodes) {
      link.textContent = "";
      nodes.forEach(function (node) {
        link.appendChild(node);
      });
    }
    link.addEventListener("click", function () {
      navigator.clipboard.writeText(link.href).then(
        function () {
          show([copied]);
          status.textContent = copied.textContent;
          setTimeout(function () {
            show(parts);
            status.textContent = "";
          }, 3000);
        },
        function () {
          status.textContent = "Länken kunde inte kopieras. Adressen står i adressfältet.";
        }
      );
    });
  });
})();
