// An opaque place in the user's source. Rooms without Clang carry it, compare it and hand it back; only Frontend
// and Driver know that it is the raw encoding of a clang::SourceLocation.
#ifndef CLANGENT_SUPPORT_SOURCEREF_H
#define CLANGENT_SUPPORT_SOURCEREF_H

#include <cstdint>

namespace clangent {

struct SourceRef {
  std::uint32_t raw = 0;

  // False for things that no line of the user's source stands for.
  bool isValid() const { return raw != 0; }

  friend bool operator==(SourceRef a, SourceRef b) { return a.raw == b.raw; }
  friend bool operator!=(SourceRef a, SourceRef b) { return a.raw != b.raw; }
  friend bool operator<(SourceRef a, SourceRef b) { return a.raw < b.raw; }
};

} // namespace clangent

#endif // CLANGENT_SUPPORT_SOURCEREF_H
