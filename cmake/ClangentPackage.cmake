# What other projects use: the targets Clangent::Clangent, the function clangent_enable(), find_package(Clangent), and the
# installation of all that.
include(CMakePackageConfigHelpers)

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/clangent" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

set(clangent_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/Clangent")

# For this build tree: demo/, examples/ and bench/ enable their targets by the same function as projects outside.
set(CLANGENT_PLUGIN "${PROJECT_BINARY_DIR}/lib/ClangentPlugin.so")
set(CLANGENT_INCLUDE_DIR "${PROJECT_SOURCE_DIR}/include")
set(CLANGENT_PLUGIN_TARGET ClangentPlugin)
include(ClangentEnable)

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
