# The lit suite: one folder per room of lib/, and Diagnostics, Docs, Execute, Numeric, Package, Policy, Random for what
# spans rooms.
#
# Substitutions:
#   %clangent++  clang++ with the plugin and Clangent's headers
#   %{flags}     -std=c++17, the plugin arguments and the sanitizers that the run was given
#   %clang++     clang++ without the plugin, with Clangent's headers
#   %bare-clang++  clang++ alone
#   %{runtime}  the tensor runtime and what it needs, for the linker
#   %{clangxx}  the path of clang++, for CMake
#   %clangent-opt  the program that runs one stage on IR text
#   %{python}, %{source} (the root of the sources), %{build} (the root of the build)
# Parameters of a run (--param NAME=VALUE), each of which keeps its results in a folder of its own:
#   clangent_arguments  plugin arguments, NAME,NAME: every test compiles with these
#   clangent_sanitize   sanitizers of the compiled programs, for example address,undefined
# Features:
#   default-arguments  neither parameter is given: text and dumps are only fixed then
#   asan               the plugin is built with sanitizers
#   sanitized          the compiled programs run with sanitizers
#   runtime            the tensor runtime is built
#   eigen              Eigen is there, in the folder %{eigen}
#   pkg-config         pkg-config is there
#   git                git is there
#   gcc                g++ is there, a compiler that cannot load the plugin
#   clang-tidy         clang-tidy of the compiler's version is there, %clang-tidy
#   other-clang        so is a clang++ of another version, %other-clang++

import os
import shutil

import lit.formats

config.name = "Clangent"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".cpp", ".test", ".ir"]
config.excludes = ["Inputs", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.clangent_build, "test")

arguments = [name for name in lit_config.params.get("clangent_arguments", "").split(",") if name]
sanitize = lit_config.params.get("clangent_sanitize", "")
if sanitize:
    config.available_features.add("sanitized")
if arguments or sanitize:
    # Results of several runs must not overwrite each other.
    config.test_exec_root += "-" + "-".join([*arguments, *sanitize.split(",")]).strip("-")
else:
    config.available_features.add("default-arguments")
if shutil.which("pkg-config"):
    config.available_features.add("pkg-config")
if shutil.which("git"):
    config.available_features.add("git")
if shutil.which("g++"):
    config.available_features.add("gcc")
if config.clangent_eigen_include:
    config.available_features.add("eigen")
clang_tidy = shutil.which(f"clang-tidy-{config.clangent_llvm_major}")
if clang_tidy:
    config.available_features.add("clang-tidy")
other_versions = [f"clang++-{major}" for major in range(13, 25) if major != config.clangent_llvm_major]
other_clang = next(filter(None, map(shutil.which, other_versions)), None)
if other_clang:
    config.available_features.add("other-clang")

if os.path.exists(config.clangent_runtime):
    config.available_features.add("runtime")
libraries = [name for name in config.clangent_runtime_libraries if name and not name.endswith("-NOTFOUND")]

environment = ""
if "address" in config.clangent_sanitize:
    config.available_features.add("asan")
    # The sanitizer's runtime must come before the compiler, which was built without. LLVM's allocators and the standard
    # containers mark their memory in the plugin only, and the compiler never frees its own.
    environment = (
        f"env LD_PRELOAD={config.clangent_asan_runtime} "
        "ASAN_OPTIONS=detect_leaks=0:detect_container_overflow=0:allow_user_poisoning=0:detect_odr_violation=0 "
    )

flags = " ".join(["-std=c++17"] + [f"-fplugin-arg-clangent-{name}" for name in arguments])
if sanitize:
    # Undefined behaviour stops the program, as a wrong address does.
    flags += f" -fsanitize={sanitize} -fno-sanitize-recover=undefined"
if arguments or sanitize:
    # These runs repeat others, and most of their time would go into optimising; Numeric's exact oracle is enough here.
    config.substitutions.append(("%{flags} -O1", f"{flags} -O0 -DCLANGENT_NO_DIFFERENCES="))
config.substitutions += [
    ("%clangent\\+\\+", environment + config.clangent_wrapper),
    ("%{flags}", flags),
    ("%clangent-opt", f"{config.clangent_build}/bin/clangent-opt"),
    ("%bare-clang\\+\\+", environment + config.clangent_clangxx),
    ("%other-clang\\+\\+", other_clang or "false"),
    ("%{eigen}", config.clangent_eigen_include),
    ("%clang-tidy", clang_tidy or "false"),
    ("%{clangxx}", config.clangent_clangxx),
    ("%clang\\+\\+", f"{config.clangent_clangxx} -isystem {config.clangent_source}/include"),
    ("%{runtime}", " ".join([config.clangent_runtime, *libraries])),
    ("%{python}", config.clangent_python),
    ("%{source}", config.clangent_source),
    ("%{build}", config.clangent_build),
]
config.environment["PATH"] = os.pathsep.join([config.clangent_llvm_tools, config.environment.get("PATH", "")])
