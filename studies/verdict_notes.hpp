#pragma once
// What a verdict says beside its checks: what the fit-out adds, what is assumed, asked, and not judged.

#include "studies/verdict.hpp"

namespace shellfit::studies {

/// Fills additions, assumptions, questions and notes. `whole` evaluates all that is asked; the verdict holds
/// the checks of both its answers.
void write_notes(const site::Study& study, const Evaluation& whole, Verdict& verdict);

}  // namespace shellfit::studies
