# What other projects use: the targets Clangent::Clangent, the function clangent_enable(), find_package(Clangent), and the
# installation of all that.
include(CMakePackageConfigHelpers)

set(clangent_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/Clangent")

# For this build tree, and for a project that this one is part of: demo/, examples/ and bench/ enable their targets by the same function as projects outside.
set(CLANGENT_PLUGIN "${PROJECT_BINARY_DIR}/lib/ClangentPlugin.so")
set(CLANGENT_INCLUDE_DIR "${PROJECT_SOURCE_DIR}/include")
set(CLANGENT_PLUGIN_TARGET ClangentPlugin)
include(ClangentEnable)
add_dependencies(Clangent::Clangent ClangentPlugin)

if(NOT CLANGENT_INSTALL)
  return()
endif()
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/clangent" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/README.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

file(RELATIVE_PATH CLANGENT_PREFIX_FROM_PKGCONFIG "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
string(REGEX REPLACE "/$" "" CLANGENT_PREFIX_FROM_PKGCONFIG "${CLANGENT_PREFIX_FROM_PKGCONFIG}")
configure_file("${PROJECT_SOURCE_DIR}/cmake/clangent.pc.in" "${PROJECT_BINARY_DIR}/package/clangent.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/package/clangent.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/ClangentConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/package/ClangentConfig.cmake"
  INSTALL_DESTINATION "${clangent_package_dir}"
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/package/ClangentConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/package/ClangentConfig.cmake"
              "${PROJECT_BINARY_DIR}/package/ClangentConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/ClangentEnable.cmake"
  DESTINATION "${clangent_package_dir}")
