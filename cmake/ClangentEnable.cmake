# Clangent::Clangent carries the include path and the plugin to the targets that link it:
#   target_link_libraries(app PRIVATE Clangent::Clangent)
# clangent_enable(target [ARGUMENTS ...]) does that, checks the compiler first, and passes plugin arguments:
#   clangent_enable(app ARGUMENTS print emit-dir=${CMAKE_BINARY_DIR}/derivatives)
#
# Expects CLANGENT_PLUGIN, CLANGENT_INCLUDE_DIR, CLANGENT_LLVM_MAJOR, CLANGENT_CLANGXX and, inside the build tree,
# CLANGENT_PLUGIN_TARGET.

# The target keeps what the function needs: variables end with the folder that found the package.
if(NOT TARGET Clangent::Clangent)
  add_library(Clangent::Clangent INTERFACE IMPORTED GLOBAL)
  set_target_properties(Clangent::Clangent PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${CLANGENT_INCLUDE_DIR}"
    INTERFACE_COMPILE_FEATURES cxx_std_17
    INTERFACE_COMPILE_OPTIONS "$<$<COMPILE_LANGUAGE:CXX>:-fplugin=${CLANGENT_PLUGIN}>"
    CLANGENT_LLVM_MAJOR "${CLANGENT_LLVM_MAJOR}"
    CLANGENT_CLANGXX "${CLANGENT_CLANGXX}"
    CLANGENT_PLUGIN "${CLANGENT_PLUGIN}"
    CLANGENT_PLUGIN_TARGET "${CLANGENT_PLUGIN_TARGET}")
endif()

function(clangent_enable target)
  cmake_parse_arguments(PARSE_ARGV 1 enable "" "" "ARGUMENTS")
  if(enable_UNPARSED_ARGUMENTS)
    list(JOIN enable_UNPARSED_ARGUMENTS " " unknown)
    message(FATAL_ERROR "clangent_enable(${target}): ${unknown}: expected clangent_enable(TARGET [ARGUMENTS NAME...])")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "clangent_enable(${target}): there is no target of that name")
  endif()
  foreach(property IN ITEMS LLVM_MAJOR CLANGXX PLUGIN PLUGIN_TARGET)
    get_target_property(CLANGENT_${property} Clangent::Clangent CLANGENT_${property})
  endforeach()
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang"
     OR NOT CMAKE_CXX_COMPILER_VERSION MATCHES "^${CLANGENT_LLVM_MAJOR}[.]")
    message(FATAL_ERROR
      "clangent_enable(${target}): this Clangent works inside Clang ${CLANGENT_LLVM_MAJOR}, but the C++ compiler is "
      "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}. "
      "Configure with -DCMAKE_CXX_COMPILER=${CLANGENT_CLANGXX}.")
  endif()
  # As target_link_libraries does, which a target may call with PRIVATE or without but not both.
  set_property(TARGET ${target} APPEND PROPERTY LINK_LIBRARIES Clangent::Clangent)
  foreach(argument IN LISTS enable_ARGUMENTS)
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:-fplugin-arg-clangent-${argument}>")
  endforeach()
  # A changed plugin writes other code: compile again.
  if(CLANGENT_PLUGIN_TARGET)
    get_target_property(sources ${target} SOURCES)
    add_dependencies(${target} ${CLANGENT_PLUGIN_TARGET})
    set_property(SOURCE ${sources} TARGET_DIRECTORY ${target} APPEND PROPERTY OBJECT_DEPENDS "${CLANGENT_PLUGIN}")
  endif()
endfunction()
