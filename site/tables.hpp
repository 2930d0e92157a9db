#pragma once
// The field tables of shell, deployment and basis, and the forms of study and sweep files.

#include "documents/element_table.hpp"
#include "site/basis.hpp"
#include "site/deployment.hpp"
#include "site/shell.hpp"

namespace shellfit::site {

[[nodiscard]] const documents::ElementTable<Shell>& shell_table();
[[nodiscard]] const documents::ElementTable<PowerSystem>& power_table();
/// The elements of a one-line as children of <power>.
void add_one_line(documents::ElementTable<PowerSystem>& t);
[[nodiscard]] const documents::ElementTable<CoolingSystem>& cooling_table();
[[nodiscard]] const documents::ElementTable<PowerBlock>& block_table();
[[nodiscard]] const documents::ElementTable<Deployment>& deployment_table();
[[nodiscard]] const documents::ElementTable<Basis>& basis_table();
[[nodiscard]] const documents::ElementInfo& study_file_info();
[[nodiscard]] const documents::ElementInfo& sweep_file_info();

}  // namespace shellfit::site
