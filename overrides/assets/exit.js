// Quick exit: a blank screen at once, then another page in place of this one; by the button or by Shift three times.
(function () {
  "use strict";
  var link = document.querySelector("[data-exit]");
  if (!link) return;
  var presses = [];
  function leave() {
    var cover = document.createElement("div");
    cover.className = "exit-cover";
    Array.prototype.forEach.call(document.querySelectorAll("dialog[open]"), function (dialog) {
      dialog.close(); // a dialog lies above everything else
    });
    document.body.appendChild(cover);
    document.title = " ";
    window.location.replace(link.href);
  }
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-exit]")) return; // the search box has a copy of the button
    event.preventDefault();
    leave();
  });
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    var now = Date.now();
    presses = presses.filter(function (time) {
      return now - time < 5000;
    });
    presses.push(now);
    if (presses.length >= 3) leave();
  });
})();
