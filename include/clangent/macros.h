// Macros that stand for Clangent's attributes and pragmas, and vanish in a compiler without the plugin.
#ifndef CLANGENT_MACROS_H
#define CLANGENT_MACROS_H
#if defined(__GNUC__)
#pragma GCC system_header
#endif

// The plugin answers this pragma by defining CLANGENT_PLUGIN; __has_cpp_attribute knows nothing of plugins.
#pragma clangent header

#if defined(CLANGENT_PLUGIN)
#define CLANGENT_DIFFERENTIABLE [[clangent::differentiable]]
#elif defined(__clang__)
#define CLANGENT_DIFFERENTIABLE [[clang::annotate("clangent.differentiable")]]
#else
#define CLANGENT_DIFFERENTIABLE
#endif

#endif // CLANGENT_MACROS_H
