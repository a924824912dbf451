/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-xml-memory.h"

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>

/* What libxml2 used before: the C library's, or what a test put there. */
static xmlFreeFunc real_free;
static xmlMallocFunc real_malloc;
static xmlReallocFunc real_realloc;
static xmlStrdupFunc real_strdup;

static _Thread_local gboolean failed;

static void *
watched_malloc (size_t size)
{
  void *block = real_malloc (size);

  failed = failed || block == NULL;
  return block;
}

static void *
watched_realloc (void *block, size_t size)
{
  void *grown = real_realloc (block, size);

  failed = failed || (grown == NULL && size > 0);
  return grown;
}

static char *
watched_strdup (const char *text)
{
  char *copy = real_strdup (text);

  failed = failed || copy == NULL;
  return copy;
}

/* Blocks that were given out before are freed as they would have been. */
static void
install (void)
{
  xmlInitParser ();
  if (xmlMemGet (&real_free, &real_malloc, &real_realloc, &real_strdup) != 0
      || xmlMemSetup (real_free, watched_malloc, watched_realloc, watched_strdup) != 0)
    g_error ("libxml2 does not let its memory be watched.");
}

/**
 * ear_xml_memory_begin:
 *
 * Watches this thread's requests from now on. Any thread.
 */
void
ear_xml_memory_begin (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      install ();
      g_once_init_leave (&once, 1);
    }
  failed = FALSE;
}

/**
 * ear_xml_memory_failed:
 *
 * Returns: whether any request of libxml2 on this thread failed since ear_xml_memory_begin().
 */
gboolean
ear_xml_memory_failed (void)
{
  return failed;
}
