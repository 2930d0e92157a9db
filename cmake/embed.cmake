# shellfit_embed(OUTPUT_VARIABLE FILES ... HEADER h NAMESPACE n ITEM i FUNCTION f [PREFIX p | BELOW folder]): files carried
# in the program as a generated source, each by its name after the prefix, or by its path below a folder.
function(shellfit_embed variable)
  cmake_parse_arguments(ARG "" "HEADER;NAMESPACE;ITEM;FUNCTION;PREFIX;BELOW" "FILES" ${ARGN})
  set(output ${CMAKE_CURRENT_BINARY_DIR}/generated/${ARG_FUNCTION}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} "-DFILES=${ARG_FILES}" -DHEADER=${ARG_HEADER} -DNAMESPACE=${ARG_NAMESPACE}
            -DITEM=${ARG_ITEM} -DFUNCTION=${ARG_FUNCTION} -DPREFIX=${ARG_PREFIX} -DBELOW=${ARG_BELOW}
            -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${ARG_FILES} ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  set(${variable} ${output} PARENT_SCOPE)
endfunction()
