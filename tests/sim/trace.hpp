// Commands and effects in a few words, to read a failing run by.
#pragma once

#include <string>

#include "carrel/engine/effect.hpp"

namespace carrel::sim {

std::string told(const decltype(Command::act)& act);
std::string told(const Effect& effect);

}  // namespace carrel::sim
