# Turns catalogs/data/*.xml into a source file, so that the program carries its catalog.
file(GLOB catalog_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/catalogs/data/*.xml)
set(SHELLFIT_BUILT_IN_CATALOG ${CMAKE_CURRENT_BINARY_DIR}/generated/built_in_data.cpp)
add_custom_command(
  OUTPUT ${SHELLFIT_BUILT_IN_CATALOG}
  COMMAND ${CMAKE_COMMAND} -DOUTPUT=${SHELLFIT_BUILT_IN_CATALOG} "-DFILES=${catalog_files}"
          -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed_files.cmake
  DEPENDS ${catalog_files} ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed_files.cmake
  VERBATIM)
