#include "tools/new_policy.hpp"

namespace carrel::tools {

const std::string_view new_policy = R"({
  "$schema": "./policy.schema.json",
  "format": 1,
  "id": "my-site",
  "revision": "2026-01-01",
  "site": "https://example.org/",
  "languages": ["en"],
  "consent": { "expires_days": 180 },
  "categories": [
    {
      "key": "necessary", "required": true, "on_device": true, "gpc": false, "facts": ["D110"],
      "title": { "en": "Strictly necessary" },
      "covers": { "en": "Keeping you signed in and your choice about privacy." },
      "refused": { "en": "This cannot be switched off: the site does not work without it." }
    },
    {
      "key": "functional", "required": false, "on_device": true, "gpc": false, "facts": ["D111"],
      "title": { "en": "Functional" },
      "covers": { "en": "Your drafts on this device." },
      "refused": { "en": "What you type is kept until you close this tab." }
    }
  ],
  "purposes": [
    {
      "key": "drafts", "category": "functional", "facts": [],
      "title": { "en": "Drafts" },
      "why": { "en": "So that you find your text again." }
    }
  ],
  "items": [
    {
      "key": "draft.text", "purpose": "drafts", "tier": "persistent",
      "shape": { "type": "draft", "max_bytes": 65536 },
      "if_refused": "visit", "on_withdraw": "ask", "on_behavioural_erasure": "keep",
      "keep": { "rule": "until_sent", "days": 365 }, "facts": ["D208"],
      "title": { "en": "What you are writing" },
      "why": { "en": "Kept on this device until you send or discard it." }
    }
  ]
}
)";

}  // namespace carrel::tools
