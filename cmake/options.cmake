# How everything of ours is compiled. Flags that the C++ library and GoogleTest must share with us
# are set for the whole build; the rest hangs on targets.
#   carrel_options       the dialect and the warnings
#   carrel_core_options  carrel_options without exceptions and RTTI, for shared/ and wasm/
set(CARREL_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")
option(CARREL_COVERAGE "Instrument for llvm-cov" OFF)
option(CARREL_FUZZ "Build the fuzz targets as fuzzers" OFF)

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT EMSCRIPTEN)
  add_compile_options(-stdlib=libc++)
  add_link_options(-stdlib=libc++ -fuse-ld=lld)
endif()

if(CARREL_SANITIZE)
  # vptr needs RTTI, which the core does without.
  add_compile_options(-fsanitize=${CARREL_SANITIZE} -fno-sanitize=vptr -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CARREL_SANITIZE})
endif()

if(CARREL_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()

find_program(CARREL_CCACHE ccache NO_CMAKE_FIND_ROOT_PATH)
if(CARREL_CCACHE AND NOT EMSCRIPTEN)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CARREL_CCACHE})
endif()

add_library(carrel_options INTERFACE)
target_compile_features(carrel_options INTERFACE cxx_std_23)
target_compile_options(carrel_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                -Werror)

add_library(carrel_core_options INTERFACE)
target_link_libraries(carrel_core_options INTERFACE carrel_options)
target_compile_options(carrel_core_options INTERFACE -fno-exceptions -fno-rtti)
