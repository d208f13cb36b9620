// Makes the plain link to a goal copy its whole address. Without this file it is a link like any other.
(function () {
  "use strict";
  if (!navigator.clipboard) return;
  var status = document.createElement("p");
  status.className = "vh";
  status.setAttribute("role", "status");
  document.body.appendChild(status);
  Array.prototype.forEach.call(document.querySelectorAll("a.permalink"), function (link) {
    var words = link.textContent.replace("Länk till", "Kopiera länk till");
    link.textContent = words;
    link.addEventListener("click", function () {
      navigator.clipboard.writeText(link.href).then(
        function () {
          link.textContent = "Länken är kopierad";
          status.textContent = "Länken är kopierad";
          setTimeout(function () {
            link.textContent = words;
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
