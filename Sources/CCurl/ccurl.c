#include "ccurl.h"

#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static CURLcode started = CURLE_FAILED_INIT;

static void start(void) {
    started = curl_global_init(CURL_GLOBAL_DEFAULT);
}

int ccurl_start(void) {
    pthread_once(&once, start);
    return (int)started;
}

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *text) {
    return curl_easy_setopt(handle, option, text);
}

CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

CURLcode ccurl_set_reader(CURL *handle, curl_read_callback callback, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_READFUNCTION, callback);
    return result == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_READDATA, context) : result;
}

CURLcode ccurl_set_listener(CURL *handle, curl_debug_callback callback, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, callback);
    return result == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context) : result;
}

CURLcode ccurl_set_body(CURL *handle, const void *bytes, long count) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, count);
    return result == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, bytes) : result;
}

CURLcode ccurl_set_writer(CURL *handle, curl_write_callback callback, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
    return result == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_WRITEDATA, context) : result;
}

CURLcode ccurl_set_watcher(CURL *handle, curl_xferinfo_callback callback, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
    if (result == CURLE_OK) result = curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
    return result == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L) : result;
}

CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

CURLcode ccurl_get_text(CURL *handle, CURLINFO info, const char **text) {
    return curl_easy_getinfo(handle, info, text);
}
