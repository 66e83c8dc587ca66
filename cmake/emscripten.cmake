# Toolchain file of the wasm presets: finds an Emscripten that is new enough, on PATH, in $EMSDK
# or provisioned by script/bootstrap, and hands over to Emscripten's own toolchain file.
set(CARREL_MIN_EMSCRIPTEN 3.1.69)

function(carrel_find_emscripten out)
  find_program(emcc_on_path emcc NO_CACHE NO_CMAKE_FIND_ROOT_PATH)
  set(candidates $ENV{EMSDK}/upstream/emscripten
      ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../.toolchain/sys/usr/share/emscripten)
  if(emcc_on_path)
    file(REAL_PATH ${emcc_on_path} emcc_on_path)
    cmake_path(GET emcc_on_path PARENT_PATH root)
    list(PREPEND candidates ${root} ${root}/../libexec)
  endif()
  foreach(root IN LISTS candidates)
    if(EXISTS ${root}/emscripten-version.txt)
      file(STRINGS ${root}/emscripten-version.txt version REGEX "[0-9]")
      string(REGEX MATCH "[0-9.]+" version "${version}")
      if(version VERSION_GREATER_EQUAL CARREL_MIN_EMSCRIPTEN)
        cmake_path(NORMAL_PATH root)
        set(${out} ${root} PARENT_SCOPE)
        return()
      endif()
    endif()
  endforeach()
  message(FATAL_ERROR "No Emscripten >= ${CARREL_MIN_EMSCRIPTEN}: run script/bootstrap --only wasm")
endfunction()

carrel_find_emscripten(CARREL_EMSCRIPTEN_ROOT)
include(${CARREL_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake)
