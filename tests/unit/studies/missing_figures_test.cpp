#include "studies/missing_figures.hpp"

#include "studies/study_states.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::studies;

TEST_CASE("a figure that nobody gave is asked for, of one that cannot be which is wrong") {
  CHECK(question_of({"a-cdu", "duty", false, {}}) == "nobody has published the duty of a-cdu: what is it?");
  CHECK(question_of({"a-cdu", "rating", false, "its duty is twice the most"}) ==
        "the rating of a-cdu contradicts itself, its duty is twice the most: which of its figures is wrong?");
}

TEST_CASE("loops that a contradictory rating keeps from being solved lack no figure") {
  StudyStates whole;
  whole.evaluation.plan.missing = {{"a-cdu", "rating", false, "its duty is twice the most"}};
  CHECK(why_no_loops(whole) == question_of(whole.evaluation.plan.missing.front()));
}
