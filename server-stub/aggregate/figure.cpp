#include "aggregate/figure.hpp"

#include <cmath>

#include "carrel/base/json_writer.hpp"

namespace carrel::server {
namespace {

std::int64_t epsilon_micro(Odds odds) {
  return std::llround(std::log(static_cast<double>(odds.num) / odds.den) * 1e6);
}

void write_cells(JsonWriter& out, std::span<const Cell> cells) {
  out.member("cells").begin_list();
  for (const Cell& cell : cells) {
    out.begin_object();
    out.member("estimate_ppm").integer(cell.estimate);
    out.member("high_ppm").integer(cell.high);
    out.member("low_ppm").integer(cell.low);
    out.member("share_ppm").integer(cell.share);
    out.end_object();
  }
  out.end_list();
}

void write_figure(JsonWriter& out, const Figure& figure) {
  const bool released = !figure.cells.empty();
  out.begin_object();
  if (released) write_cells(out, figure.cells);
  out.member("course").text(figure.course);
  out.member("epsilon_micro").integer(epsilon_micro(figure.odds));
  out.member("half_width_ppm").integer(figure.half_width);
  out.member("learners").integer(static_cast<std::int64_t>(figure.learners));
  out.member("mechanism").text(figure.mechanism);
  out.member("metric").text(figure.metric);
  out.member("min_batch").integer(figure.min_batch);
  out.member("needed").integer(static_cast<std::int64_t>(figure.needed));
  out.member("odds").begin_list().integer(figure.odds.num).integer(figure.odds.den).end_list();
  out.member("part").integer(figure.part);
  out.member("parts").integer(figure.parts);
  out.member("size").integer(figure.size);
  out.member("state").text(released ? "released" : "withheld");
  out.member("symbols").integer(figure.symbols);
  out.end_object();
}

}  // namespace

std::string release_text(const Release& release, std::span<const Figure> figures) {
  JsonWriter out;
  out.begin_object();
  out.member("epoch").integer(release.epoch);
  out.member("figures").begin_list();
  for (const Figure& figure : figures)
    write_figure(out, figure);
  out.end_list();
  out.member("format").integer(1);
  out.member("from").text(to_rfc3339(release.from));
  out.member("policy").text(release.policy);
  out.member("to").text(to_rfc3339(release.to));
  return std::move(out.end_object()).take();
}

}  // namespace carrel::server
