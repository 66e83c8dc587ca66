# GoogleTest, built from source with our own flags, and carrel_test().
find_path(GTEST_SRC googletest/CMakeLists.txt
          PATHS ${PROJECT_SOURCE_DIR}/.toolchain/debian/usr/src/googletest /usr/src/googletest
          NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED
          DOC "GoogleTest's source")

set(BUILD_GMOCK OFF)
set(INSTALL_GTEST OFF)
set(gtest_disable_pthreads ${EMSCRIPTEN})
set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)  # GoogleTest's options heed the variables above
add_subdirectory(${GTEST_SRC} googletest EXCLUDE_FROM_ALL SYSTEM)
include(GoogleTest)

if(EMSCRIPTEN)
  # Emscripten's .js output is CommonJS; the repository's own package.json says otherwise.
  file(WRITE ${PROJECT_BINARY_DIR}/package.json "{ \"type\": \"commonjs\" }\n")
endif()

# EXIT_RUNTIME: main's status becomes node's. NODERAWFS: the machine's own files and paths.
set(CARREL_NODE_LINK_OPTIONS -sENVIRONMENT=node -sEXIT_RUNTIME -sNODERAWFS -sALLOW_MEMORY_GROWTH
    -sSTACK_SIZE=1MB -sASSERTIONS=1 --profiling-funcs)

# What every test includes, parsed once: the tests compile in half the time.
file(WRITE ${PROJECT_BINARY_DIR}/empty.cpp "")
add_library(carrel_test_headers OBJECT EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/empty.cpp)
target_link_libraries(carrel_test_headers PRIVATE carrel_options carrel_json gtest)
target_compile_definitions(carrel_test_headers PRIVATE CARREL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_precompile_headers(carrel_test_headers PRIVATE
  <gtest/gtest.h> <algorithm> <expected> <functional> <map> <optional> <ranges> <set> <string>
  <variant> <vector>)

# carrel_test(NAME SOURCES file... LIBS target...): one executable, each of its cases a CTest test.
function(carrel_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE carrel_options ${arg_LIBS} gtest_main)
  target_compile_definitions(${name} PRIVATE CARREL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_precompile_headers(${name} REUSE_FROM carrel_test_headers)
  if(EMSCRIPTEN)
    target_link_options(${name} PRIVATE ${CARREL_NODE_LINK_OPTIONS})
  endif()
  # Values as their index: printed, some would be the bytes of an object, another each time.
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 NO_PRETTY_VALUES
                       PROPERTIES TIMEOUT 300)
endfunction()
