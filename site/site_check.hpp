#pragma once
// What no field table can say: outlines that cross themselves, plant that cannot work, parts that do not fit.

#include "documents/reading.hpp"
#include "site/study.hpp"

namespace shellfit::site {

void check_shell(const Shell& shell, documents::Reading& reading);
void check_deployment(const Deployment& deployment, documents::Reading& reading);
void check_basis(const Basis& basis, documents::Reading& reading);
/// One facility loop of a shell.
void check_loop(const CoolingLoop& loop, documents::Reading& reading);
/// What concerns several parts at once, or a part and the catalog.
void check_study(const Study& study, documents::Reading& reading);

}  // namespace shellfit::site
