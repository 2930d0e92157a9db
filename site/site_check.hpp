#pragma once
// What no field table can say: parts that contradict themselves, and parts that do not fit each other.

#include "documents/reading.hpp"
#include "site/study.hpp"

namespace shellfit::site {

void check_shell(const Shell& shell, documents::Reading& reading);
void check_deployment(const Deployment& deployment, documents::Reading& reading);
void check_basis(const Basis& basis, documents::Reading& reading);
/// What concerns several parts at once, or a part and the catalog.
void check_study(const Study& study, documents::Reading& reading);

}  // namespace shellfit::site
