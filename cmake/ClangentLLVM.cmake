# Finds LLVM and Clang, and the matching compiler and test tools.
#
# Sets CLANGENT_LLVM_MAJOR, CLANGENT_CLANGXX (the clang++ that loads the plugin), and the interface target
# Clangent_LLVM: include directories and definitions of LLVM and Clang, without any library.

# The folder decides, not a version: LLVM's package accepts only its own major and minor number.
find_package(LLVM CONFIG QUIET PATHS /usr/lib/llvm-19 /usr/lib/llvm-16 NO_DEFAULT_PATH)
if(NOT LLVM_FOUND)
  message(FATAL_ERROR "LLVM 19 or 16 is needed (Debian: scripts/install-dependencies). "
                      "If it is elsewhere, set LLVM_DIR to its lib/cmake/llvm.")
endif()
find_package(Clang CONFIG REQUIRED PATHS "${LLVM_INSTALL_PREFIX}" NO_DEFAULT_PATH)
set(CLANGENT_LLVM_MAJOR "${LLVM_VERSION_MAJOR}")
message(STATUS "Clangent: LLVM ${LLVM_PACKAGE_VERSION} in ${LLVM_DIR}")

find_program(CLANGENT_CLANGXX NAMES clang++ PATHS "${LLVM_TOOLS_BINARY_DIR}" NO_DEFAULT_PATH REQUIRED
             DOC "The clang++ of the same LLVM, which loads the plugin")
find_program(CLANGENT_FILECHECK NAMES FileCheck PATHS "${LLVM_TOOLS_BINARY_DIR}" NO_DEFAULT_PATH)
# Debian's LLVM names a lit that is not there; the one of package llvm-19-tools lies here.
find_file(CLANGENT_LIT NAMES lit.py PATHS "${LLVM_TOOLS_BINARY_DIR}/../build/utils/lit" NO_DEFAULT_PATH)

add_library(Clangent_LLVM INTERFACE)
target_include_directories(Clangent_LLVM SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
separate_arguments(clangent_llvm_definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(Clangent_LLVM INTERFACE ${clangent_llvm_definitions})
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(Clangent_LLVM INTERFACE -fno-rtti)
endif()
