# CVODE of SUNDIALS with its serial vectors, dense and KLU solvers, as the distribution installs them; its own
# configuration asks for MPI, PETSc and hypre, of which nothing here is used. Gives SUNDIALS::cvode.
find_path(SUNDIALS_INCLUDE_DIR cvode/cvode.h)
set(SUNDIALS_PARTS cvode nvecserial sunlinsoldense sunlinsolklu sunmatrixdense sunmatrixsparse)
set(SUNDIALS_LIBRARIES "")
set(SUNDIALS_PLACES "")
foreach(part IN LISTS SUNDIALS_PARTS)
  find_library(SUNDIALS_${part}_LIBRARY sundials_${part})
  list(APPEND SUNDIALS_LIBRARIES ${SUNDIALS_${part}_LIBRARY})
  list(APPEND SUNDIALS_PLACES SUNDIALS_${part}_LIBRARY)
endforeach()
if(SUNDIALS_INCLUDE_DIR)
  file(STRINGS ${SUNDIALS_INCLUDE_DIR}/sundials/sundials_config.h SUNDIALS_VERSION REGEX "define SUNDIALS_VERSION ")
  string(REGEX REPLACE ".*\"(.*)\".*" "\\1" SUNDIALS_VERSION "${SUNDIALS_VERSION}")
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(SUNDIALS REQUIRED_VARS ${SUNDIALS_PLACES} SUNDIALS_INCLUDE_DIR
                                  VERSION_VAR SUNDIALS_VERSION HANDLE_VERSION_RANGE)
if(SUNDIALS_FOUND AND NOT TARGET SUNDIALS::cvode)
  add_library(SUNDIALS::cvode INTERFACE IMPORTED)
  set_target_properties(SUNDIALS::cvode PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${SUNDIALS_INCLUDE_DIR}"
                        INTERFACE_LINK_LIBRARIES "${SUNDIALS_LIBRARIES}")
endif()
