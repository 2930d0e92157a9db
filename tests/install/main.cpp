// A program of someone else's on the installed library: the verdict of a study in three lines.
#include "base/stage.hpp"
#include "layout/checker/layout_check.hpp"
#include "power/load_flow.hpp"
#include "reports/text_report.hpp"
#include "site/study.hpp"
#include "studies/verdict.hpp"
#include "thermal/solution.hpp"

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto study = shellfit::site::load_study(argv[1]);
  if (!study) return 2;
  shellfit::StageStore store;
  const auto verdict = shellfit::studies::judge({store}, *study);
  std::cout << shellfit::studies::outcome_word(verdict.outcome) << "\n";
}
