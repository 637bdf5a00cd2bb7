# House rules for targets: language, warnings, sanitizers, and what a room of lib/ is.

add_library(Clangent_House INTERFACE)
target_compile_features(Clangent_House INTERFACE cxx_std_17)
target_compile_options(Clangent_House INTERFACE -Wall -Wextra -Werror=switch)
if(CLANGENT_SANITIZE)
  target_compile_options(Clangent_House INTERFACE -fsanitize=${CLANGENT_SANITIZE} -fno-omit-frame-pointer
                                                  -fno-sanitize-recover=undefined)
  # A module that clang loads must find the sanitizer's runtime in the process, and as a shared library.
  target_link_options(Clangent_House INTERFACE -fsanitize=${CLANGENT_SANITIZE}
                      $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>:-shared-libsan>)
endif()

# clangent_room(Name [CLANG] [USES Room...])
#
# The room lib/Name as the static library Clangent_Name, made of the *.cpp files in its folder. CLANG gives it the headers
# of LLVM and Clang, precompiled; without it the room must do with the standard library. The only include root is lib/.
function(clangent_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "CLANG" "" "USES")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  if(NOT sources)
    # Headers only.
    list(TRANSFORM room_USES PREPEND "Clangent_")
    add_library(Clangent_${name} INTERFACE)
    target_include_directories(Clangent_${name} INTERFACE "${PROJECT_SOURCE_DIR}/lib")
    target_link_libraries(Clangent_${name} INTERFACE ${room_USES})
    return()
  endif()
  add_library(Clangent_${name} STATIC ${sources})
  set_target_properties(Clangent_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
                                                    VISIBILITY_INLINES_HIDDEN ON CXX_EXTENSIONS OFF)
  target_include_directories(Clangent_${name} PUBLIC "${PROJECT_SOURCE_DIR}/lib")
  target_link_libraries(Clangent_${name} PRIVATE Clangent_House)
  if(room_CLANG)
    target_link_libraries(Clangent_${name} PUBLIC Clangent_LLVM)
    # A precompiled header loses the pragmas with which libstdc++ quiets its own use of deprecated functions.
    target_compile_options(Clangent_${name} PRIVATE -Wno-deprecated-declarations)
    target_precompile_headers(Clangent_${name} PRIVATE
      <clang/AST/ASTContext.h> <clang/AST/RecursiveASTVisitor.h> <clang/Frontend/CompilerInstance.h>
      <clang/Parse/Parser.h> <clang/Sema/Sema.h> <map> <string> <vector>)
  endif()
  foreach(other IN LISTS room_USES)
    target_link_libraries(Clangent_${name} PUBLIC Clangent_${other})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY CLANGENT_ROOMS Clangent_${name})
endfunction()
