#ifndef CHEQUER_CCURL_SHIM_H
#define CHEQUER_CCURL_SHIM_H

/* Types and numbers alone: the library is loaded when the first request is made, because loading it
   takes longer than most commands that need no network. Nothing here may need it for linking. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* Swift calls no functions of variable arguments. The first parameter is what dlsym found for
   curl_easy_setopt, curl_easy_getinfo or curl_multi_setopt. */

static inline CURLcode chequer_easy_set_number(
  void *setopt, CURL *handle, CURLoption option, long value) {
  return ((CURLcode (*)(CURL *, CURLoption, ...))setopt)(handle, option, value);
}

static inline CURLcode chequer_easy_set_size(
  void *setopt, CURL *handle, CURLoption option, curl_off_t value) {
  return ((CURLcode (*)(CURL *, CURLoption, ...))setopt)(handle, option, value);
}

static inline CURLcode chequer_easy_set_pointer(
  void *setopt, CURL *handle, CURLoption option, const void *value) {
  return ((CURLcode (*)(CURL *, CURLoption, ...))setopt)(handle, option, value);
}

/* Write and header callbacks have one type. */
static inline CURLcode chequer_easy_set_receiver(
  void *setopt, CURL *handle, CURLoption option, curl_write_callback value) {
  return ((CURLcode (*)(CURL *, CURLoption, ...))setopt)(handle, option, value);
}

static inline CURLcode chequer_easy_set_prerequisite(
  void *setopt, CURL *handle, curl_prereq_callback value) {
  return ((CURLcode (*)(CURL *, CURLoption, ...))setopt)(
    handle, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLcode chequer_easy_number(
  void *getinfo, CURL *handle, CURLINFO info, long *value) {
  return ((CURLcode (*)(CURL *, CURLINFO, ...))getinfo)(handle, info, value);
}

static inline CURLMcode chequer_multi_set_number(
  void *setopt, CURLM *handle, CURLMoption option, long value) {
  return ((CURLMcode (*)(CURLM *, CURLMoption, ...))setopt)(handle, option, value);
}

#endif
