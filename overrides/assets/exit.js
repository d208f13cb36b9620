// Quick exit: a blank screen at once, then another page in place of this one; by the button or by Shift three times.
(function () {
  "use strict";
  var link = document.querySelector("[data-exit]");
  if (!link) return;
  var presses = [];
  var alone = false; // Shift is pressed by itself, not held for a click, the wheel or another key
  function leave() {
    var cover = document.createElement("div");
    cover.className = "exit-cover";
    Array.prototype.forEach.call(document.querySelectorAll("dialog[open]"), function (dialog) {
      dialog.close(); // a dialog lies above everything else
    });
    document.body.appendChild(cover);
    // While the other page is slow the tab shows this, or, were it empty, the address.
    document.title = link.hostname;
    window.location.replace(link.href);
  }
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-exit]")) return; // the search box has a copy of the button
    event.preventDefault();
    leave();
  });
  function held() {
    alone = false;
  }
  document.addEventListener("mousedown", held, true);
  document.addEventListener("wheel", held, { capture: true, passive: true });
  document.addEventListener("keydown", function (event) {
    alone = event.key === "Shift";
  });
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) {
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
