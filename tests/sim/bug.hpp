// Planted bugs of the host: each makes it break a promise that the engine relies on.
#pragma once

#include <cstdint>

namespace carrel::sim {

enum class Bug : std::uint8_t {
  none,
  done_before_write,    // a write is answered first and carried out at the next one
  write_lost_at_crash,  // the last frames are gone after a crash
  frame_cut,            // a frame loses its end, and the write is called done
  put_twice,            // a retry after a success
  forget_skipped,       // called done, nothing is deleted
  forget_too_much,      // the next frame goes too
  consent_unwritten,    // a choice is called done and never written
  frames_unread,        // what other tabs wrote is never read
  snapshot_ahead,       // a snapshot claims frames that it does not hold
  compacted_too_far,    // frames go that no older snapshot holds
  rival_dropped,        // a snapshot keeps one record of each slot
  gap_unseen,           // a tab that slept is not told that frames are gone
  visit_survives,       // sessionStorage outlives the browser
  wrong_disk,           // a tab reads the profile that was open in it before
  local_kept,           // localStorage is never removed from
  reply_twice,          // one reply is handed over twice
  stand_in_leads,       // who sends for a frozen leader is told to lead, without the lock
  reply_made_up,        // a request that was lost is called delivered
  clock_stands,         // the time in which nobody was there is not told
  absence_unwritten,    // the mark of it is called written and is not
  erasure_unwritten,    // likewise of what a person had deleted
};

}  // namespace carrel::sim
