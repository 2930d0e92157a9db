# shellfit_folder(name GENERATED ... PUBLIC ... PRIVATE ...): all sources of one folder, shellfit::name.
function(shellfit_folder name)
  cmake_parse_arguments(ARG "" "" "GENERATED;PUBLIC;PRIVATE" ${ARGN})
  set(target shellfit_${name})
  set(folder ${name})
  string(REPLACE "_" "/" folder_guess ${name})
  if(NOT IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
    set(folder ${folder_guess})
  endif()
  file(GLOB sources CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
  add_library(${target} STATIC ${sources} ${ARG_GENERATED})
  add_library(shellfit::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}>
                                              $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/shellfit>)
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} tl::expected PRIVATE ${ARG_PRIVATE})
  shellfit_flags(${target})
  install(TARGETS ${target} EXPORT shellfit ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.hpp)
  install(FILES ${headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/shellfit/${folder})
endfunction()

# Warnings are errors; floating point is kept to the letter, so that results do not depend on the optimizer.
function(shellfit_flags target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-missing-field-initializers
                                           -Werror -ffp-contract=off -fno-fast-math)
endfunction()
