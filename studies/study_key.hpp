#pragma once
// A study as canonical bytes: what stages are keyed by.

#include "base/canonical.hpp"
#include "site/study.hpp"

#include <string>
#include <tuple>

namespace shellfit::studies {

struct StudyKey {
  std::string bytes;
  static constexpr auto members() { return std::tuple{&StudyKey::bytes}; }

  /// Names are part of it: a report shows them. Places in files are not.
  [[nodiscard]] static StudyKey of(const site::Study& study) {
    Encoder encoder;
    walk(encoder, study.shell);
    walk(encoder, study.deployment);
    walk(encoder, study.basis);
    walk(encoder, study.defaults);
    study.catalog.for_each_kind([&](const auto& types) { walk(encoder, types); });
    return {encoder.take()};
  }
};

}  // namespace shellfit::studies
