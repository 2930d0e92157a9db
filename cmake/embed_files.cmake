# Writes OUTPUT: a C++ source with the text of each of FILES as a raw string, as HEADER declares it:
# std::span<const ITEM> FUNCTION(), ITEM being {name, text}, in namespace NAMESPACE. PREFIX stands before each name; with BELOW a name is the
# path below that folder.
set(entries "")
set(count 0)
foreach(file IN LISTS FILES)
  file(READ ${file} content)
  if(BELOW)
    file(RELATIVE_PATH name ${BELOW} ${file})
  else()
    get_filename_component(name ${file} NAME)
  endif()
  string(APPEND entries "    ${ITEM}{\"${PREFIX}${name}\", R\"~~~~(${content})~~~~\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"${HEADER}\"

#include <array>

namespace ${NAMESPACE} {

namespace {
const std::array<${ITEM}, ${count}> files{{
${entries}}};
}  // namespace

std::span<const ${ITEM}> ${FUNCTION}() { return files; }

}  // namespace ${NAMESPACE}
")
