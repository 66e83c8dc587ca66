#include "server.hpp"

#include "support/json.hpp"

namespace carrel::sim {

std::map<Uuid, std::string> contents_of(const Send& request) {
  std::map<Uuid, std::string> out;
  const Json body = json_of(request.body);
  const auto take = [&](const Json& one) {
    const auto id = one.find("id");
    if (id != one.end() && id->is_string())
      out.emplace(parse_uuid(id->get_ref<const std::string&>()), dump_json(one));
  };
  if (body.is_array())
    for (const Json& one : body)
      take(one);
  else
    take(body);
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
