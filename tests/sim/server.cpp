#include "server.hpp"

#include "carrel/base/json.hpp"

namespace carrel::sim {

std::map<Uuid, std::string> contents_of(const Send& request) {
  std::map<Uuid, std::string> out;
  std::vector<carrel::Fault> faults;
  const auto body = parse_json(request.body, faults);
  if (!body) return out;
  const auto take = [&](const Json& one) {
    const auto id = one.find("id");
    if (id != one.end() && id->is_string())
      out.emplace(parse_uuid(id->get_ref<const std::string&>()), dump_json(one));
  };
  if (body->is_array())
    for (const Json& one : *body)
      take(one);
  else
    take(*body);
  return out;
}

Reply confirmed(const Send& request) {
  Json ids = Json::array();
  for (const auto& [id, content] : contents_of(request))
    ids.push_back(id.text());
  return {200, 0, dump_json(ids)};
}

Reply Server::take(const Send& request) {
  for (auto& [id, content] : contents_of(request)) {
    const auto [it, fresh] = taken_.emplace(id, content);
    if (it->second != content) return {409, 0, R"({"error":"conflict"})"};
  }
  return confirmed(request);
}

}  // namespace carrel::sim
