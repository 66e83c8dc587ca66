#include <algorithm>

#include "tools/explain.hpp"

#include "carrel/base/json_writer.hpp"

namespace carrel::tools {
namespace {

std::string line(const Source& from, std::string_view rule) {
  std::string out = "  " + std::string(rule) + ": " + from.value;
  if (!from.place.empty()) out += " (" + from.place + ')';
  out += '\n';
  std::string origin = from.source;
  for (const std::string& more : {from.confidence, from.checked, from.note})
    if (!more.empty()) origin += "; " + more;
  return origin.empty() ? out : out + "    " + origin + '\n';
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words)
    out += ' ' + word;
  return out;
}

}  // namespace

std::string explanation_text(const std::vector<Explanation>& rows) {
  std::size_t width = 0;
  for (const Explanation& row : rows)
    width = std::max(width, row.purpose.size());
  std::string out;
  for (const Explanation& row : rows) {
    out += row.purpose + std::string(width - row.purpose.size(), ' ');
    out += (row.ruling.allowed ? "  allowed  " : "  denied   ") +
           std::string(name(row.ruling.reason)) + '\n';
    if (!row.policy.empty()) out += "  policy: " + row.policy + '\n';
    if (row.from) out += line(*row.from, row.rule);
    if (!row.metrics.empty()) out += "  metrics:" + listed(row.metrics) + '\n';
  }
  return out;
}

std::string explanation_json(const std::vector<Explanation>& rows) {
  JsonWriter out;
  out.begin_list();
  for (const Explanation& row : rows) {
    out.begin_object();
    out.member("purpose").text(row.purpose);
    out.member("allowed").boolean(row.ruling.allowed);
    out.member("reason").text(name(row.ruling.reason));
    if (!row.policy.empty()) out.member("policy").text(row.policy);
    if (row.from) {
      out.member("rule").text(row.rule);
      out.member("value").text(row.from->value);
      out.member("place").text(row.from->place);
      out.member("source").text(row.from->source);
      out.member("checked").text(row.from->checked);
      out.member("confidence").text(row.from->confidence);
      out.member("note").text(row.from->note);
    }
    if (!row.metrics.empty()) {
      out.member("metrics").begin_list();
      for (const std::string& metric : row.metrics)
        out.text(metric);
      out.end_list();
    }
    out.end_object();
  }
  return std::move(out.end_list()).take() + '\n';
}

}  // namespace carrel::tools
