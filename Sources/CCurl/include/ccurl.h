#ifndef UNDERSIGNED_CCURL_H
#define UNDERSIGNED_CCURL_H

#include <curl/curl.h>

/* curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one typed function per argument shape. */

/** Prepares libcurl once per process; 0 when that worked. */
int ccurl_start(void);

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
/** libcurl copies the text. */
CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *text);
/** The list must live until the transfer has ended. */
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *list);
/** `context` is handed to `callback` each time libcurl wants more bytes to send. */
CURLcode ccurl_set_reader(CURL *handle, curl_read_callback callback, void *context);
/** `context` is handed to `callback` for each line of the conversation. */
CURLcode ccurl_set_listener(CURL *handle, curl_debug_callback callback, void *context);
/** libcurl copies the bytes and sends them with POST. */
CURLcode ccurl_set_body(CURL *handle, const void *bytes, long count);
/** `context` is handed to `callback` with each piece of the answer's body. */
CURLcode ccurl_set_writer(CURL *handle, curl_write_callback callback, void *context);
/** `context` is handed to `callback` at least once a second while a transfer runs. */
CURLcode ccurl_set_watcher(CURL *handle, curl_xferinfo_callback callback, void *context);
CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value);
/** The text belongs to the handle; NULL where there is none. */
CURLcode ccurl_get_text(CURL *handle, CURLINFO info, const char **text);

// Puts everything written to the file system of an open file onto stable storage: for the folder courier.
// Swift's Glibc module hides syncfs(2), which is a GNU extension. Returns 0, or -1 with errno set.
int csyncfs(int descriptor);

#endif
