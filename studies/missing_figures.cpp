#include "studies/missing_figures.hpp"

#include <fmt/format.h>

namespace shellfit::studies {

std::string question_of(const MissingFigure& missing) {
  if (missing.contradiction.empty())
    return fmt::format("nobody has published the {} of {}: what is it?", missing.figure, missing.type);
  return fmt::format("the {} of {} contradicts itself, {}: which of its figures is wrong?", missing.figure,
                     missing.type, missing.contradiction);
}

}  // namespace shellfit::studies
