# Clangent::Clangent carries the include path and the plugin to the targets that link it:
#   target_link_libraries(app PRIVATE Clangent::Clangent)
# clangent_enable(target [ARGUMENTS ...]) does that, checks the compiler first, and passes plugin arguments:
#   clangent_enable(app ARGUMENTS print emit-dir=${CMAKE_BINARY_DIR}/derivatives)
#
# Expects CLANGENT_PLUGIN, CLANGENT_INCLUDE_DIR, CLANGENT_LLVM_MAJOR, CLANGENT_CLANGXX and, inside the build tree,
# CLANGENT_PLUGIN_TARGET.

if(NOT TARGET Clangent::Clangent)
  add_library(Clangent::Clangent INTERFACE IMPORTED GLOBAL)
  set_target_properties(Clangent::Clangent PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${CLANGENT_INCLUDE_DIR}"
    INTERFACE_COMPILE_FEATURES cxx_std_17
    INTERFACE_COMPILE_OPTIONS "$<$<COMPILE_LANGUAGE:CXX>:-fplugin=${CLANGENT_PLUGIN}>")
endif()

function(clangent_enable target)
  cmake_parse_arguments(PARSE_ARGV 1 enable "" "" "ARGUMENTS")
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang"
     OR NOT CMAKE_CXX_COMPILER_VERSION MATCHES "^${CLANGENT_LLVM_MAJOR}[.]")
    message(FATAL_ERROR
      "clangent_enable(${target}): this Clangent works inside Clang ${CLANGENT_LLVM_MAJOR}, but the C++ compiler is "
      "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}. "
      "Configure with -DCMAKE_CXX_COMPILER=${CLANGENT_CLANGXX}.")
  endif()
  target_link_libraries(${target} PRIVATE Clangent::Clangent)
  foreach(argument IN LISTS enable_ARGUMENTS)
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:-fplugin-arg-clangent-${argument}>")
  endforeach()
  # A changed plugin writes other code: compile again.
  get_target_property(sources ${target} SOURCES)
  if(CLANGENT_PLUGIN_TARGET)
    add_dependencies(${target} ${CLANGENT_PLUGIN_TARGET})
    set_property(SOURCE ${sources} TARGET_DIRECTORY ${target} APPEND PROPERTY OBJECT_DEPENDS "${CLANGENT_PLUGIN}")
  endif()
endfunction()
