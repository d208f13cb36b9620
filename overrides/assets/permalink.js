// Makes the plain link to a goal copy its whole address. Without this file it is a link like any other.
(function () {
  "use strict";
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
