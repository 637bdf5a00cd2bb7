// Guarded by the name of another header.
#ifndef CLANGENT_EMIT_PLAN_H
#define CLANGENT_EMIT_PLAN_H

int layout();

#endif // CLANGENT_EMIT_PLAN_H
