// A click on the head of a column sorts its table; without this script tables stay as they are.
(function () {
  var mark = document.documentElement.getAttribute("data-decimal");
  function value(row, column) {
    var text = row.cells[column].textContent.trim().replace(/\u2212/g, "-");
    var found = /^[+-]?\d/.test(text) && parseFloat(text.replace(/[^\d+\-.,]/g, "").split(mark === "," ? "." : ",").join("").replace(mark, "."));
    return found === false || isNaN(found) ? text : found;
  }
  document.querySelectorAll("table").forEach(function (table) {
    var head = table.tHead && table.tHead.rows[0], body = table.tBodies[0];
    if (!head || !body || body.rows.length < 3 || body.querySelector("[colspan]")) return;
    Array.prototype.forEach.call(head.cells, function (cell, column) {
      if (cell.querySelector(".hide")) return;
      var button = document.createElement("span");
      while (cell.firstChild) button.appendChild(cell.firstChild);
      cell.appendChild(button);
      // No button element: with one, Chromium does not repeat the heads of a table on each printed page.
      button.setAttribute("role", "button");
      button.tabIndex = 0;
      button.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); button.click(); }
      });
      button.addEventListener("click", function () {
        var down = cell.getAttribute("aria-sort") === "ascending", way = down ? -1 : 1;
        Array.prototype.forEach.call(head.cells, function (each) { each.removeAttribute("aria-sort"); });
        cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        Array.prototype.slice.call(body.rows).sort(function (one, other) {
          var a = value(one, column), b = value(other, column);
          if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
          return way * (typeof a === "number" ? a - b : a.localeCompare(b));
        }).forEach(function (row) { body.appendChild(row); });
      });
    });
  });
})();
