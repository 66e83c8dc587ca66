// Where a person is and who they are, in a running engine.
#include <algorithm>

#include "desk.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::test {
namespace {

ConsentValue latest_choice(Desk& desk) {
  ConsentValue out;
  for (const auto& [key, bytes] : desk.disk(learner).journal)
    if (const auto record = decode_frame(bytes))
      if (const auto* choice = std::get_if<ConsentValue>(&record->event.payload)) out = *choice;
  return out;
}

Reason reason(Tab& tab, std::string_view purpose) {
  const Engine& engine = tab.engine();
  return engine.rulings()[*engine.policy().find_purpose(purpose)].reason;
}

StateAge ten_years_old(Approval approval) {
  return {{.from = 10, .below = 13, .method = AgeMethod::stated, .at = {}, .approval = approval}};
}

TEST(EngineSituation, OnlyWhatAParentApprovesOfIsRecordedAsApproved) {
  Desk desk;
  Tab& tab = desk.tab();
  tab.send(ten_years_old(Approval::pending));
  desk.settle();
  desk.grant(tab);
  EXPECT_FALSE(latest_choice(desk).how.approved);
  EXPECT_EQ(reason(tab, "resume"), Reason::parent_pending);

  tab.send(ten_years_old(Approval::granted));
  desk.settle();
  EXPECT_EQ(reason(tab, "resume"), Reason::decides_anew) << "what a child chose alone";
  EXPECT_TRUE(tab.engine().decision().ask);
  desk.grant(tab);
  EXPECT_TRUE(latest_choice(desk).how.approved);
  EXPECT_EQ(reason(tab, "resume"), Reason::granted);
}

TEST(EngineSituation, AChildsRefusalNeedsNobodysApproval) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(place(1));
  tab.send(ten_years_old(Approval::pending));
  desk.settle();
  EXPECT_TRUE(std::ranges::contains(desk.stored_items(), "progress.place"));
  desk.refuse(tab);
  EXPECT_FALSE(latest_choice(desk).how.approved);
  EXPECT_FALSE(std::ranges::contains(desk.stored_items(), "progress.place"));
}

}  // namespace
}  // namespace carrel::test
