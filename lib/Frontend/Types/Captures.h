// The fields of closures. In the program they have no names; generated text needs some to reach them by.
#ifndef CLANGENT_FRONTEND_TYPES_CAPTURES_H
#define CLANGENT_FRONTEND_TYPES_CAPTURES_H

namespace clang {
class CXXRecordDecl;
class FieldDecl;
} // namespace clang

namespace clangent::frontend {

// Names every field after what it captures. What has names already keeps them.
void nameCaptures(const clang::CXXRecordDecl *closure);

// The field that holds the captured `this` or a copy of `*this`; null if there is none.
const clang::FieldDecl *capturedThis(const clang::CXXRecordDecl *closure);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_TYPES_CAPTURES_H
