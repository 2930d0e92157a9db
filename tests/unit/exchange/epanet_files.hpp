#pragma once
// An EPANET file for tests, whole and with a stretch of it that reads otherwise.

#include "exchange/epanet_case.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace shellfit::exchange {

/// A reservoir, a tank and two junctions, with one link of each kind.
inline const std::string whole =
    "[TITLE]\n"                                // 1
    "Two junctions\n"                          // 2
    "[JUNCTIONS]\n"                            // 3
    ";id elevation demand pattern\n"           // 4
    " a  10  5  day ; the first\n"             // 5
    " b  12  7\n"                              // 6
    "[RESERVOIRS]\n"                           // 7
    " lake  100  tide\n"                       // 8
    "[TANKS]\n"                                // 9
    " t  40  3  1  6  20  0\n"                 // 10
    "[PIPES]\n"                                // 11
    " p1  a  b  1000  12  110  0.5  CLOSED\n"  // 12
    " p2  b  t  500  10  120  CV\n"            // 13
    "[PUMPS]\n"                                // 14
    " pump lake a HEAD h SPEED 0.9\n"          // 15
    "[VALVES]\n"                               // 16
    " v  a  b  8  PRV  55  2\n"                // 17
    "[DEMANDS]\n"                              // 18
    " b  1\n"                                  // 19
    " b  2  day  ; more\n"                     // 20
    "[EMITTERS]\n"                             // 21
    " a  0.3\n"                                // 22
    "[PATTERNS]\n"                             // 23
    " day 1.0 0.5\n"                           // 24
    " tide 1.1\n"                              // 25
    " day 2.0\n"                               // 26
    "[CURVES]\n"                               // 27
    " h 0 60\n"                                // 28
    " h 10 50\n"                               // 29
    " h 20 20\n"                               // 30
    "[CONTROLS]\n"                             // 31
    " LINK p1 OPEN IF NODE t BELOW 2\n"        // 32
    "[OPTIONS]\n"                              // 33
    " UNITS LPS\n"                             // 34
    " HEADLOSS D-W\n"                          // 35
    "[TIMES]\n"                                // 36
    " PATTERN TIMESTEP 2:00\n"                 // 37
    " START CLOCKTIME 6 PM\n"                  // 38
    "[END]\n";

inline EpanetCase read(const std::string& text) {
  auto parsed = parse_epanet_case("two.inp", text);
  if (!parsed) FAIL(render(parsed.error().front(), false));
  return std::move(*parsed);
}
inline std::string faults_of(const std::string& text) {
  const auto parsed = parse_epanet_case("two.inp", text);
  if (parsed) return "none";
  std::string all;
  for (const auto& fault : parsed.error()) {
    if (!all.empty()) all += ' ';
    all += fault.code.substr(6) + ":" + std::to_string(fault.where.line()) + ":" +
           std::to_string(fault.where.column());
  }
  return all;
}
inline std::string replaced(const std::string& what, const std::string& by) {
  std::string text = whole;
  const auto place = text.find(what);
  REQUIRE(place != std::string::npos);
  return text.replace(place, what.size(), by);
}
/// What is wrong with the file when one stretch of it reads otherwise: code, line and column.
inline std::string faults_with(const std::string& what, const std::string& by) {
  return faults_of(replaced(what, by));
}
inline std::string with_option(const std::string& line) {
  return replaced(" UNITS LPS\n", " UNITS LPS\n" + line + "\n");
}
inline bool has_remark(const EpanetCase& network, const std::string& part) {
  return std::any_of(network.remarks.begin(), network.remarks.end(),
                     [&](const std::string& one) { return one.find(part) != std::string::npos; });
}

}  // namespace shellfit::exchange
