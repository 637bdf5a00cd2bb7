// Says in one line what is wrong where the language is too old, instead of an error for every second line that follows.
#ifndef CLANGENT_DETAIL_LANGUAGE_H
#define CLANGENT_DETAIL_LANGUAGE_H

#if __cplusplus < 201703L
#if defined(__clang__)
// A fatal one is the last. Without warnings (-w) it is an error like others.
#pragma clang diagnostic fatal "-W#warnings"
#warning Clangent needs C++17: compile with -std=c++17 or later
#endif
#error Clangent needs C++17: compile with -std=c++17 or later
#endif

#endif // CLANGENT_DETAIL_LANGUAGE_H
