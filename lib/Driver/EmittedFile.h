// Generated text in files of the folder that emit-dir names.
#ifndef CLANGENT_DRIVER_EMITTEDFILE_H
#define CLANGENT_DRIVER_EMITTEDFILE_H

#include <string>

namespace clangent {

struct EmittedFile {
  std::string path;
  std::string text;  // what stands in it: a line that names the source, and what was to be written
  std::string error; // why it could not be written, or empty
};

// Writes the text with this number, from 0, that was generated for a source; an empty name is one of no file.
//
// The file has the name of the source without its folder. Its first line says whose it is: a source overwrites its own
// files, and where the name is taken by anything else, by a source of the same name in another folder for example, a
// digest of the source's path is a part of the name. Compilations may run at the same time.
EmittedFile writeEmitted(const std::string &folder, const std::string &source, unsigned number,
                         const std::string &text);

} // namespace clangent

#endif // CLANGENT_DRIVER_EMITTEDFILE_H
