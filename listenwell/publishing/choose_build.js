// Written by `listenwell publish`. It chooses the build that customers get, and gives folders their page.
var BUILD = "BUILD_NAME";

function handler(event) {
  var request = event.request;
  var uri = request.uri.replace(/^[\/\\]+/, "/");
  if (uri.charAt(uri.length - 1) !== "/" && uri.slice(uri.lastIndexOf("/")).indexOf(".") < 0) {
    return { statusCode: 302, statusDescription: "Found", headers: { location: { value: uri + "/" + query(request) } } };
  }
  request.uri = "/builds/" + BUILD + uri + (uri.charAt(uri.length - 1) === "/" ? "index.html" : "");
  return request;
}

function query(request) {
  var parts = [];
  Object.keys(request.querystring).forEach(function (name) {
    var found = request.querystring[name];
    (found.multiValue || [found]).forEach(function (each) {
      parts.push(name + "=" + each.value);
    });
  });
  return parts.length ? "?" + parts.join("&") : "";
}
